import type { TimelineEntry } from '../api/contract.js';
import type { Texts } from '../texts/texts.js';
import { findReason, findWord } from '../words/find-word.js';

/** The service titles an entry by a word of its own (`order.paid`, `answer.charged`); what it is about stands in its detail. */
export function titleInWords(
  texts: Texts,
  { kind, title, detail }: Pick<TimelineEntry, 'kind' | 'title' | 'detail'>,
): string {
  const { events, actions, statuses } = texts.words;
  const afterDot = title.slice(title.indexOf('.') + 1);
  if (kind === 'event') return findWord(events, title);
  if (kind === 'operator') return findWord(actions, title);
  if (kind === 'case') return about(findWord(events, title), textIn(detail, 'reason', nameOf));
  if (kind === 'comment') return about(events.comment, textIn(detail, 'text'));
  if (kind === 'answer') return about(events.answer, findWord(statuses, afterDot));
  if (kind === 'callback')
    return about(events.callback, callbackInWords(texts, afterDot, textIn(detail, 'status')));
  return events[kind];

  function nameOf(reason: string): string {
    return findReason(texts, reason).name;
  }
}

const about = (what: string, which: string | null): string => (which === null ? what : `${what}: ${which}`);

function textIn(
  detail: TimelineEntry['detail'],
  name: string,
  inWords: (text: string) => string = String,
): string | null {
  const value = detail?.[name];
  return typeof value === 'string' ? inWords(value) : null;
}

/** The operation alone says what was tried; its status says whether it was done. */
function callbackInWords({ words }: Texts, operation: string, status: string | null): string {
  const pairs: Readonly<Record<string, Readonly<{ done: string; failed: string }> | undefined>> =
    words.callbacks;
  const known = Object.hasOwn(pairs, operation) ? pairs[operation] : undefined;
  if (known && status === '1') return known.done;
  if (known && status === '0') return known.failed;
  return words.callbackOf(operation, status ?? '–');
}
