import type { Texts } from '../texts/texts.js';

/** The word of a dictionary, or the service's own where that is newer than these pages. */
export function findWord(words: Readonly<Record<string, unknown>>, word: string): string {
  const found = Object.hasOwn(words, word) ? words[word] : undefined;
  return typeof found === 'string' ? found : word;
}

export function findReason(
  { words }: Texts,
  reason: string,
): Readonly<{ name: string; means: string | null }> {
  const reasons: Readonly<Record<string, { name: string; means: string } | undefined>> = words.reasons;
  return (Object.hasOwn(reasons, reason) && reasons[reason]) || { name: reason, means: null };
}

/** `operator:aigerim` and the plain words alike. */
export function causeInWords({ words: { causes } }: Texts, cause: string): string {
  const [kind, ...rest] = cause.split(':');
  if (kind === 'operator' && rest.length > 0) return causes.operator(rest.join(':'));
  return findWord(causes, cause);
}
