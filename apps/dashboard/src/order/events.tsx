import type { OrderEvent, OrderPage } from '../api/contract.js';
import { useTexts } from '../texts/use-texts.js';
import { causeInWords, findWord } from '../words/find-word.js';
import { Instant } from '../words/instant.js';
import { Deliveries } from './deliveries.js';
import { Raw } from './raw.js';

/** What was announced, and to whom it went. */
export function Events({ page }: Readonly<{ page: OrderPage }>) {
  const { order } = useTexts();
  return (
    <section className="panel" aria-labelledby="events">
      <h2 id="events">{order.events}</h2>
      {page.events.length === 0 && <p className="soft">{order.noEvents}</p>}
      <ul className="events">
        {page.events.map((event) => (
          <EventItem key={event.eventId} event={event} page={page} />
        ))}
      </ul>
    </section>
  );
}

function EventItem({ event, page }: Readonly<{ event: OrderEvent; page: OrderPage }>) {
  const texts = useTexts();
  return (
    <li>
      <div className="entry-head">
        <h3>
          {event.seq}. {findWord(texts.words.events, event.type)} <code className="soft">{event.type}</code>
        </h3>
        <span className="soft small">
          <Instant at={event.occurredAt} seconds />
        </span>
      </div>
      <p className="soft small">
        {texts.order.cause}: {causeInWords(texts, event.cause)}
      </p>
      <Deliveries
        orderId={page.order.id}
        eventId={event.eventId}
        deliveries={page.deliveries.filter(({ eventId }) => eventId === event.eventId)}
        mayReplay={page.may.replay}
      />
      <Raw summary={texts.frame.more} value={event.data} />
    </li>
  );
}
