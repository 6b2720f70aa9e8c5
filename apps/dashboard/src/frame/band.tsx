import { Link } from 'react-router';
import { type Alarm, useBand } from '../api/band.js';
import type { Band as Told } from '../api/contract.js';
import { useSpeaking } from '../texts/use-texts.js';
import { moneyInWords } from '../words/money.js';
import { useNow } from '../words/use-now.js';
import { alarmInWords } from './alarm-in-words.js';
import { useTab } from './use-title.js';

/** More would push the page off the screen; what is first is the worst. */
const SHOWN = 6;

/** At the top of every page: is all well, and if not, what is the matter, the worst first. In the tab's title and icon, too. */
export function Band() {
  const { texts, locale } = useSpeaking();
  const seen = useBand();
  const now = useNow();
  const told = (seen?.alarms ?? []).map((alarm) => ({
    key: keyOf(alarm),
    level: alarm.level,
    ...alarmInWords(alarm, { texts, locale, now }),
  }));
  useTab(seen?.level ?? null, told[0]?.head ?? '');
  if (seen === null) return null;
  return (
    <section className="band" aria-label={texts.band.label} data-level={seen.level}>
      <p className="unseen" role="status">
        {[texts.band.levels[seen.level], ...told.slice(0, SHOWN).map(({ head }) => head)].join('. ')}
      </p>
      {told.length > 0 && (
        <ul className="alarms">
          {told.slice(0, SHOWN).map(({ key, level, head, rest, to }) => (
            <li key={key} data-level={level}>
              <strong>{to === null ? head : <Link to={to}>{head}</Link>}</strong>{' '}
              <span>{rest.join(', ')}</span>
            </li>
          ))}
          {told.length > SHOWN && <li>{texts.band.more(told.length - SHOWN)}</li>}
        </ul>
      )}
      {seen.band && <Sum band={seen.band} />}
    </section>
  );
}

/** What is always told, so that one learns where to look before it matters. */
function Sum({ band: { level, workers, stuck } }: Readonly<{ band: Told }>) {
  const {
    texts: { band },
    locale,
  } = useSpeaking();
  const money = stuck?.amounts.map(({ currency, amount }) => moneyInWords(amount, currency, locale)) ?? [];
  const parts = [
    level === 'green' && band.well,
    workers !== null && band.workers(workers),
    stuck !== null &&
      (stuck.total === 0 ? band.nothingStuck : [band.stuckTotal(stuck.total), ...money].join(', ')),
  ];
  return <p className="band-sum">{parts.filter(Boolean).join(' · ')}</p>;
}

function keyOf(alarm: Alarm): string {
  if (alarm.kind === 'gateway') return `${alarm.merchantId} ${alarm.trouble}`;
  if (alarm.kind === 'subscription') return alarm.name;
  if (alarm.kind === 'stuck') return alarm.severity;
  return alarm.kind === 'unreadable' ? alarm.part : alarm.kind;
}
