import type { Texts } from './texts/texts.js';

/** A sentence for a payer, such as from `fix-data-or-other-card`. Words that a newer Tolem has added say nothing. */
export function adviceFor(advice: string | null, { canDo, youCan, orWord }: Texts): string {
  const ways = (advice ?? '').split('-or-').flatMap((word) => canDo[word] ?? []);
  return ways.length > 0 ? youCan(ways.join(` ${orWord} `)) : '';
}
