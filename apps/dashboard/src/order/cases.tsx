import type { Case, OrderPage } from '../api/contract.js';
import type { Texts } from '../texts/texts.js';
import { useTexts } from '../texts/use-texts.js';
import { causeInWords, findReason } from '../words/find-word.js';
import { Age, Instant } from '../words/instant.js';
import { CaseActions } from './case-actions.js';
import { Raw } from './raw.js';

/** The open ones first: they are why the page was opened. */
export function Cases({ page: { cases, may } }: Readonly<{ page: OrderPage }>) {
  const { order } = useTexts();
  const sorted = cases.toSorted(
    (one, other) => Number(one.closedAt !== null) - Number(other.closedAt !== null),
  );
  return (
    <section className="panel" aria-labelledby="cases">
      <h2 id="cases">{order.cases}</h2>
      {sorted.length === 0 && <p className="soft">{order.noCases}</p>}
      {sorted.map((one) => (
        <CaseCard key={one.id} one={one} mayClose={may.closeCase} />
      ))}
    </section>
  );
}

/** What the service closes by itself, it signs with its own name. */
function closedInWords(texts: Texts, closedBy: string | null): string {
  if (closedBy === null || closedBy === 'tolem') return texts.order.closedItself;
  return texts.order.closedBy(causeInWords(texts, closedBy));
}

function CaseCard({ one, mayClose }: Readonly<{ one: Case; mayClose: boolean }>) {
  const texts = useTexts();
  const { order, frame, stuck } = texts;
  const { name, means } = findReason(texts, one.reason);
  const open = one.closedAt === null;
  return (
    <article className={open ? 'case case-open' : 'case'} aria-label={name}>
      <div className="case-head">
        <h3>{name}</h3>
        <span className={open ? 'chip open' : 'chip calm'}>
          {open ? order.open : closedInWords(texts, one.closedBy)}
        </span>
        <span className="soft">
          {one.closedAt === null ? <Age at={one.openedAt} /> : <Instant at={one.closedAt} />}
        </span>
      </div>
      {open && means !== null && <p>{means}</p>}
      {one.note !== null && <blockquote>{one.note}</blockquote>}
      <p className="soft small">
        {stuck.assignee}: {one.assignee ?? frame.nobody}
      </p>
      <Raw summary={frame.more} value={one.detail} />
      {one.comments.length > 0 && (
        <ul className="comments" aria-label={order.comments}>
          {one.comments.map(({ id, by, at, text }) => (
            <li key={id}>
              <strong>{by}</strong>{' '}
              <span className="soft">
                <Instant at={at} />
              </span>
              <p>{text}</p>
            </li>
          ))}
        </ul>
      )}
      <CaseActions one={one} mayClose={mayClose} />
    </article>
  );
}
