/** Minor units in the currency's own way; the number of its decimals is the currency's, not ours. */
export function moneyInWords(minor: number, currency: string, locale: string): string {
  const format = formatOf(currency, locale);
  if (!format) return `${minor} ${currency}`;
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(minor / 10 ** digits);
}

const formats = new Map<string, Intl.NumberFormat | null>();
function formatOf(currency: string, locale: string): Intl.NumberFormat | null {
  const key = `${locale} ${currency}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = isCurrency(currency)
      ? new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
      : null;
    formats.set(key, format);
  }
  return format;
}

/** The bank may name a currency by its number, which no format knows. */
const isCurrency = (letters: string): boolean => /^[A-Za-z]{3}$/.test(letters);
