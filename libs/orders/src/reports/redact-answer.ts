/**
 * Names under which a gateway may tell of a person or a card. What is kept is an allow-list already; this stands behind it, because
 * some of what is allowed are lists of names and values that others fill.
 */
const PERSONAL =
  /pan|card|cvc|cvv|expir|holder|client|payer|mail|phone|msisdn|address|(^|_)ip($|_)|iin|\wname$|token|password|secret/i;
/** `bankName` and the like tell of nobody. */
const HARMLESS: ReadonlySet<string> = new Set(['bankName', 'bankCountryName']);

/** Whatever it stands under: the mask of a card, an address of mail, a phone. */
const PERSONAL_TEXT = [
  /\b\d{4,6}[\s*xX•]*[*xX•]{2,}[\s*xX•]*\d{2,4}\b/g,
  /[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+/g,
  /\+\d[\d ()-]{8,}\d/g,
];
const HIDDEN = '…';

/** An answer of the bank, or a callback, as an operator may see it: without card, payer, mail or phone. */
export function redactAnswer(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => !tellsOfAPerson(item)).map(redactAnswer);
  if (typeof value === 'string')
    return PERSONAL_TEXT.reduce((text, personal) => text.replace(personal, HIDDEN), value);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !isPersonal(name))
      .map(([name, inner]) => [name, redactAnswer(inner)]),
  );
}

/** `{name: 'phone', value: '+7…'}`, as the gateway lists what merchants have sent along. */
function tellsOfAPerson(item: unknown): boolean {
  const name = typeof item === 'object' && item !== null && 'name' in item ? item.name : null;
  return typeof name === 'string' && isPersonal(name);
}

const isPersonal = (name: string): boolean => !HARMLESS.has(name) && PERSONAL.test(name);
