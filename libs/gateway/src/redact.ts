import { hideCards } from './hide-cards.js';

/**
 * Names under which a gateway may tell of a person or a card. What is kept is an allow-list already; this stands behind it, because
 * some of what is allowed are lists of names and values that others fill.
 */
const PERSONAL =
  /pan|card|cvc|cvv|expir|holder|client|payer|mail|phone|msisdn|address|(^|_)ip($|_)|iin|\wname$|token|password|secret/i;
/** `bankName` and the like tell of nobody. */
const HARMLESS: ReadonlySet<string> = new Set(['bankName', 'bankCountryName']);

/**
 * Whatever it stands under: the mask of a card, an address of mail, a phone, with its plus or as people here write it. All of them take
 * time in proportion to the text and no more: no part that repeats can begin where another of its kind has been tried.
 */
const PERSONAL_TEXT = [
  /(?<!\d)(?:\d{4}[ -]\d{2}|\d{4,6})(?=[\s-]{0,3}[*xX•]{2})[\s*xX•-]{2,40}\d{2,4}\b/g,
  /(?<![^\s@<>"])[^\s@<>"]+@[^\s@<>"]*\.[^\s@<>"]+/g,
  /\+\d[\d ()-]{8,30}\d/g,
  /(?<![\w.-])[78][ -]?\(?\d{3}\)?[ -]?\d{3}[ -]?\d{2}[ -]?\d{2}(?![\w-]|\.\d)/g,
];
const HIDDEN = '…';
/** Deeper than this nobody has anything to say, and nobody looks. */
const MAX_DEPTH = 32;

/** What the bank or a shop has said, as an operator may see it: without card, payer, mail or phone. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  // Nobody writes a phone without quotes, and an amount may look like one.
  if (typeof value === 'number') return hideCards(String(value), HIDDEN) === HIDDEN ? HIDDEN : value;
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) return HIDDEN;
  if (Array.isArray(value))
    return value.filter((item) => !tellsOfAPerson(item)).map((item) => redact(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !isPersonal(name))
      .map(([name, inner]) => [name, redact(inner, depth + 1)]),
  );
}

/** Without either there is neither card nor phone nor mail, as in most names and words. */
const CAN_BE_PERSONAL = /[\d@]/;

/** Cards first: what is left of one must not be taken for a phone. */
export const redactText = (said: string): string =>
  CAN_BE_PERSONAL.test(said)
    ? PERSONAL_TEXT.reduce((text, personal) => text.replace(personal, HIDDEN), hideCards(said, HIDDEN))
    : said;

/** `{name: 'phone', value: '+7…'}`, as the gateway lists what merchants have sent along. */
function tellsOfAPerson(item: unknown): boolean {
  const name = typeof item === 'object' && item !== null && 'name' in item ? item.name : null;
  return typeof name === 'string' && isPersonal(name);
}

const isPersonal = (name: string): boolean =>
  !HARMLESS.has(name) && (PERSONAL.test(name) || redactText(name) !== name);
