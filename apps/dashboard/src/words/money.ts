/** Minor units in the currency's own way; the number of its decimals is the currency's, not ours. */
export function moneyInWords(minor: number, currency: string, locale: string): string {
  const format = formatOf(currency, locale);
  if (!format) return `${minor} ${currency}`;
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(minor / 10 ** digits);
}

/**
 * Where a browser counts by everyday use, and ISO 4217, by which amounts come, has minor units nonetheless:
 * a thousand times too much would be shown.
 */
const MINOR_DIGITS: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    'AFN ALL COP HUF IDR IRR KPW LAK LBP MGA MMK PKR SOS SYP YER'.split(' ').map((letters) => [letters, 2]),
  ),
  IQD: 3,
};

const formats = new Map<string, Intl.NumberFormat | null>();
function formatOf(currency: string, locale: string): Intl.NumberFormat | null {
  const key = `${locale} ${currency}`;
  let format = formats.get(key);
  if (format === undefined) {
    const digits = MINOR_DIGITS[currency];
    format = isCurrency(currency)
      ? new Intl.NumberFormat(locale, {
          style: 'currency',
          currency,
          currencyDisplay: 'narrowSymbol',
          ...(digits !== undefined && { minimumFractionDigits: digits, maximumFractionDigits: digits }),
        })
      : null;
    formats.set(key, format);
  }
  return format;
}

/** The bank may name a currency by its number, which no format knows. */
const isCurrency = (letters: string): boolean => /^[A-Za-z]{3}$/.test(letters);
