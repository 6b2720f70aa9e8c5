import { Link } from 'react-router';
import type { Overview } from '../api/contract.js';
import { Sight } from '../frame/sights.js';
import { useSpeaking } from '../texts/use-texts.js';
import { Amount } from '../words/amount.js';
import { ReasonName, SeverityWord } from '../words/chips.js';
import { Age } from '../words/instant.js';
import { Unreadable } from './unreadable.js';

type Figures = NonNullable<Overview['stuck']>;

export function StuckByReason({ stuck }: Pick<Overview, 'stuck'>) {
  const { texts, locale } = useSpeaking();
  const { overview } = texts;
  return (
    <section className="panel wide" aria-labelledby="stuck-now">
      <div className="panel-head">
        <h2 id="stuck-now">{overview.stuckTitle}</h2>
        {stuck !== null && stuck.total > 0 && (
          <>
            <strong className="big">{new Intl.NumberFormat(locale).format(stuck.total)}</strong>
            {stuck.amounts.map(({ currency, amount }) => (
              <span key={currency} className="big">
                <Amount minor={amount} currency={currency} />
              </span>
            ))}
            <Link to="/stuck">{overview.showAll}</Link>
          </>
        )}
      </div>
      {stuck === null ? (
        <Unreadable />
      ) : stuck.total === 0 ? (
        <Sight words={texts.stuck.nothing} />
      ) : (
        <Reasons byReason={stuck.byReason} />
      )}
    </section>
  );
}

function Reasons({ byReason }: Pick<Figures, 'byReason'>) {
  const { texts, locale } = useSpeaking();
  const { overview } = texts;
  const most = Math.max(1, ...byReason.map(({ count }) => count));
  const figures = new Intl.NumberFormat(locale);
  return (
    <div>
      {/* Roles are spelled out because a phone lays the rows out otherwise. */}
      <table className="plain by-reason" role="table" aria-labelledby="stuck-now">
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">
              {overview.reason}
            </th>
            <th role="columnheader" scope="col">
              {overview.count}
            </th>
            <th role="columnheader" scope="col" className="right">
              {overview.oldest}
            </th>
            <th role="columnheader" scope="col" className="right">
              {overview.money}
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {byReason.map(({ reason, severity, count, oldestSince, amounts }) => (
            <tr key={reason} role="row" data-severity={severity}>
              <th role="rowheader" scope="row">
                <Link to={`/stuck?reason=${encodeURIComponent(reason)}`}>
                  <ReasonName reason={reason} />
                </Link>
                <SeverityWord severity={severity} />
              </th>
              <td role="cell" className="bar-cell">
                <svg className="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                  <rect width={(100 * count) / most} height="8" rx="1" />
                </svg>
                <span>{figures.format(count)}</span>
              </td>
              <td role="cell" className="right nowrap">
                <Age at={oldestSince} />
              </td>
              <td role="cell" className="right">
                {amounts.map(({ currency, amount }) => (
                  <div key={currency}>
                    <Amount minor={amount} currency={currency} />
                  </div>
                ))}
                {amounts.length === 0 && <span className="soft">–</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
