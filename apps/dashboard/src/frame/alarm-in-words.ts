import type { Alarm } from '../api/band.js';
import type { Texts } from '../texts/texts.js';
import { ageInWords } from '../words/age.js';
import { findReason, findWord } from '../words/find-word.js';
import { moneyInWords } from '../words/money.js';

type Told = Readonly<{ head: string; rest: readonly string[]; to: string | null }>;
type In = Readonly<{ texts: Texts; locale: string; now: number }>;

/** An alarm as a line: what is the matter, how bad it is, and the page where more of it stands. */
export function alarmInWords(alarm: Alarm, { texts, locale, now }: In): Told {
  const { band } = texts;
  const age = alarm.since === null ? null : ageInWords(now - Date.parse(alarm.since), texts);
  const since = age === null ? [] : [band.since(age)];
  const oldest = age === null ? [] : [band.oldest(age)];
  switch (alarm.kind) {
    case 'gateway':
      return {
        head: findReason(texts, alarm.trouble).name,
        rest: [band.of(alarm.merchantId), ...since, band.waiting(alarm.waiting), ...next(alarm.nextAt)],
        to: `/stuck?merchant=${encodeURIComponent(alarm.merchantId)}`,
      };
    case 'workers':
      return alarm.alive === 0
        ? { head: band.noWorkers, rest: [...since, band.noWorkersMeans], to: '/' }
        : { head: band.silentWorkers(alarm.silent, alarm.alive), rest: since, to: '/' };
    case 'overdue':
      return { head: band.overdue(alarm.count), rest: oldest, to: '/stuck?reason=look_overdue' };
    case 'subscription':
      return { head: band.subscription(alarm.name), rest: oldest, to: '/' };
    case 'stuck': {
      const sums = alarm.amounts.map(({ amount, currency }) => moneyInWords(amount, currency, locale));
      const head = alarm.severity === 'money' ? band.money(alarm.count) : band.someoneWaits(alarm.count);
      return { head, rest: [...sums, ...oldest], to: '/stuck' };
    }
    case 'unreadable':
      return { head: band.unreadable(findWord(band.parts, alarm.part)), rest: [], to: null };
    case 'silence':
      return { head: band.silence, rest: [...since, band.silenceMeans], to: null };
  }

  function next(at: string | null): string[] {
    if (at === null) return [];
    const ahead = Date.parse(at) - now;
    return [band.nextAt(ahead > 1_000 ? texts.time.in(ageInWords(ahead, texts)) : texts.time.now)];
  }
}
