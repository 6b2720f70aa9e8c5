/** Digits, with hyphens between. In an id, an amount or a number of a shop they are more than that. */
const WORD = /(?<!\d|\d\.|\w-)\d+(?:-\d+)*(?!\d|-\w)/g;
/** None begins with 1, as instants in milliseconds do, nor with 20, as numbers with a date do. */
const BEGINS = /^(?:[3-6]|2[2-7])/;
const SHORTEST = 13;
const LONGEST = 19;
const MOST_BETWEEN = 2;

type Word = Readonly<{ start: number; end: number; digits: string }>;

/** The text with `hidden` for each whole card number, written in one or in groups, alone or beside other digits. */
export function hideCards(said: string, hidden: string): string {
  if (said.length < SHORTEST) return said;
  const words = Array.from(said.matchAll(WORD), ({ 0: word, index }): Word => {
    const digits = word.length > LONGEST && !word.includes('-') ? word : word.replaceAll('-', '');
    return { start: index, end: index + word.length, digits };
  });
  let shown = '';
  let from = 0;
  for (let at = 0; at < words.length; at += 1) {
    const last = cardFrom(words, at, said);
    if (last === null) continue;
    shown += said.slice(from, words[at]!.start) + hidden;
    from = words[last]!.end;
    at = last;
  }
  return shown + said.slice(from);
}

/** The last word of the card that begins with this one. */
function cardFrom(words: readonly Word[], first: number, said: string): number | null {
  if (!BEGINS.test(words[first]!.digits + (words[first + 1]?.digits ?? ''))) return null;
  let digits = '';
  for (let at = first; at < words.length; at += 1) {
    if (at > first && !isSpace(said, words[at - 1]!.end, words[at]!.start)) return null;
    digits += words[at]!.digits;
    if (digits.length > LONGEST) return null;
    if (digits.length >= SHORTEST && hasCheckDigit(digits)) return at;
  }
  return null;
}

const isSpace = (said: string, start: number, end: number): boolean =>
  end - start <= MOST_BETWEEN && /^\s+$/.test(said.slice(start, end));

/** Luhn: the last digit is a check of the others. */
function hasCheckDigit(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - at) - 48;
    const weighed = at % 2 === 0 ? digit : digit * 2;
    sum += weighed > 9 ? weighed - 9 : weighed;
  }
  return sum % 10 === 0;
}
