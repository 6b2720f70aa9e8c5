/** Digits, with hyphens between. In an id, an amount or a number of a shop they are more than that. */
const WORD = /(?<!\d|\d\.|\w-)\d+(?:-\d+)*(?!\d|-\w)/g;
/** None begins with 1, as instants in milliseconds do, nor with 20, as numbers with a date do. */
const BEGINS = /^(?:[3-6]|2[2-7])/;
const SHORTEST = 13;
const LONGEST = 19;
const MOST_BETWEEN = 2;

/** `goesOn`: there is only a little space between it and the word before. */
type Word = Readonly<{ start: number; end: number; digits: string; goesOn: boolean }>;

/** The text with `hidden` for each whole card number, written in one or in groups, alone or beside other digits. */
export function hideCards(said: string, hidden: string): string {
  if (said.length < SHORTEST) return said;
  let before = 0;
  const words = Array.from(said.matchAll(WORD), ({ 0: word, index }): Word => {
    const digits = word.length > LONGEST && !word.includes('-') ? word : word.replaceAll('-', '');
    const goesOn = isSpace(said, before, index);
    before = index + word.length;
    return { start: index, end: before, digits, goesOn };
  });
  let shown = '';
  let from = 0;
  for (let at = 0; at < words.length; at += 1) {
    const last = cardFrom(words, at);
    if (last === null) continue;
    shown += said.slice(from, words[at]!.start) + hidden;
    from = words[last]!.end;
    at = last;
  }
  return shown + said.slice(from);
}

/** The last word of the card that begins with this one. */
function cardFrom(words: readonly Word[], first: number): number | null {
  const { digits: begins } = words[first]!;
  if (!BEGINS.test(begins.length > 1 ? begins : begins + (words[first + 1]?.digits ?? ''))) return null;
  const luhn = new Luhn();
  for (let at = first; at < words.length; at += 1) {
    const { digits, goesOn } = words[at]!;
    if (at > first && !goesOn) return null;
    if (luhn.length + digits.length > LONGEST) return null;
    luhn.add(digits);
    if (luhn.length >= SHORTEST && luhn.isRight()) return at;
  }
  return null;
}

const isSpace = (said: string, start: number, end: number): boolean =>
  end > start && end - start <= MOST_BETWEEN && said.slice(start, end).trim() === '';

/** The last digit is a check of the others. Digits are added from the left, so that a card in groups is not read again for each. */
class Luhn {
  length = 0;
  /** The sums with the digits at even places doubled, and with those at odd ones. */
  readonly #sums: [number, number] = [0, 0];

  add(digits: string): void {
    for (let at = 0; at < digits.length; at += 1) {
      const digit = digits.charCodeAt(at) - 48;
      const doubled = digit > 4 ? digit * 2 - 9 : digit * 2;
      const place = this.length % 2;
      this.#sums[place as 0 | 1] += doubled;
      this.#sums[(1 - place) as 0 | 1] += digit;
      this.length += 1;
    }
  }

  isRight(): boolean {
    return this.#sums[(this.length % 2) as 0 | 1] % 10 === 0;
  }
}
