/**
 * Names under which a gateway may tell of a person or a card. What is kept is an allow-list already; this stands behind it, because
 * some of what is allowed are lists of names and values that others fill.
 */
const PERSONAL =
  /pan|card|cvc|cvv|expir|holder|client|payer|mail|phone|msisdn|address|(^|_)ip($|_)|iin|\wname$|token|password|secret/i;
/** `bankName` and the like tell of nobody. */
const HARMLESS: ReadonlySet<string> = new Set(['bankName', 'bankCountryName']);

/** Whatever it stands under: the mask of a card, an address of mail, a phone, with its plus or as people here write it. */
const PERSONAL_TEXT = [
  /\b\d{4,6}[\s*xX•]*[*xX•]{2,}[\s*xX•]*\d{2,4}\b/g,
  /[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+/g,
  /\+\d[\d ()-]{8,}\d/g,
  /(?<![\w.-])[78][ -]?\(?\d{3}\)?[ -]?\d{3}[ -]?\d{2}[ -]?\d{2}(?![\w-]|\.\d)/g,
];
/** What may be a whole card. None begins with 1, as instants in milliseconds do, nor with 20, as numbers with a date do. */
const CARD = /(?<![\w.-])(?:[3-6]|2[ -]?[2-7])(?:[ -]?\d){11,18}(?![\w-]|\.\d)/g;
const HIDDEN = '…';

/** What the bank or a shop has said, as an operator may see it: without card, payer, mail or phone. */
export function redactAnswer(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => !tellsOfAPerson(item)).map(redactAnswer);
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !isPersonal(name))
      .map(([name, inner]) => [name, redactAnswer(inner)]),
  );
}

/** Cards first: what is left of one must not be taken for a phone. */
const redactText = (said: string): string =>
  PERSONAL_TEXT.reduce(
    (text, personal) => text.replace(personal, HIDDEN),
    said.replace(CARD, (digits) => (isCard(digits.replace(/\D/g, '')) ? HIDDEN : digits)),
  );

/** 13 to 19 digits whose last one is Luhn's check of the others. */
function isCard(digits: string): boolean {
  const sum = [...digits].toReversed().reduce((total, digit, at) => {
    const weighed = Number(digit) * (at % 2 === 0 ? 1 : 2);
    return total + (weighed > 9 ? weighed - 9 : weighed);
  }, 0);
  return digits.length >= 13 && digits.length <= 19 && sum % 10 === 0;
}

/** `{name: 'phone', value: '+7…'}`, as the gateway lists what merchants have sent along. */
function tellsOfAPerson(item: unknown): boolean {
  const name = typeof item === 'object' && item !== null && 'name' in item ? item.name : null;
  return typeof name === 'string' && isPersonal(name);
}

const isPersonal = (name: string): boolean => !HARMLESS.has(name) && PERSONAL.test(name);
