import type { OrderPage, TimelineEntry } from '../api/contract.js';
import { useTexts } from '../texts/use-texts.js';
import { causeInWords } from '../words/find-word.js';
import { Instant } from '../words/instant.js';
import { Raw } from './raw.js';
import { titleInWords } from './title-in-words.js';

/** One line of everything, oldest first, each with what caused it. */
export function Timeline({ page }: Readonly<{ page: OrderPage }>) {
  const { timeline, registrations, deliveries } = page;
  const { order } = useTexts();
  const attempts = new Map(registrations.map(({ id, attempt }) => [id, attempt]));
  return (
    <section className="panel" aria-labelledby="timeline">
      <h2 id="timeline">{order.timeline}</h2>
      {timeline.length === 0 && <p className="soft">{order.noTimeline}</p>}
      <ol className="timeline">
        {timeline.map((entry, at) => (
          <Entry
            // Nothing is ever put between two entries of the past.
            key={`${entry.at} ${entry.kind} ${at}`}
            entry={entry}
            attempt={registrations.length > 1 ? attempts.get(entry.registrationId ?? '') : undefined}
            deliveries={deliveries.filter(({ eventId }) => eventId === entry.eventId)}
          />
        ))}
      </ol>
    </section>
  );
}

type EntryProps = Readonly<{
  entry: TimelineEntry;
  attempt: number | undefined;
  /** To whom the event was handed over, and who still waits for it. */
  deliveries: OrderPage['deliveries'];
}>;

function Entry({ entry, attempt, deliveries }: EntryProps) {
  const texts = useTexts();
  const { order, frame } = texts;
  const hasDetail = entry.detail !== null && Object.keys(entry.detail).length > 0;
  return (
    <li data-kind={entry.kind}>
      <div className="entry-head">
        <h3>{titleInWords(texts, entry)}</h3>
        <span className="soft small">
          <Instant at={entry.at} seconds />
        </span>
      </div>
      <p className="soft small">
        {[
          entry.cause !== null && `${order.cause}: ${causeInWords(texts, entry.cause)}`,
          attempt !== undefined && order.attempt(attempt),
          ...deliveries.map(({ subscription, state }) => `${subscription}: ${order.deliveries[state]}`),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {hasDetail && <Raw summary={frame.more} value={entry.detail} />}
    </li>
  );
}
