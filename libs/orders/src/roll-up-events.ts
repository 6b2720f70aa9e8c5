import type { Projection, Stretch } from '@app/events';
import type { EntityManager } from 'typeorm';

/** States in which the end is still open: from here an order is settled. */
const OPEN = `('created', 'registered', 'authorized')`;
const ENDS = `('paid', 'declined', 'expired', 'cancelled', 'released')`;
/** Facts of money or of an end; a failed attempt is neither. */
const DETECTED = `('order.authorized', 'order.paid', 'order.refunded', 'order.released', 'order.declined',
  'order.expired', 'order.cancelled')`;

/** Each order event of the stretch, with the state that the order was in before it. */
const EVENTS = `
  SELECT e.type, e.data->>'state' AS state, coalesce(before.state, 'created') AS was, e.polls,
         date_trunc('hour', e.occurred_at, 'UTC') AS hour,
         extract(epoch FROM e.occurred_at - (e.data->>'bankTime')::timestamptz) AS delay
  FROM events e
  LEFT JOIN LATERAL (
    SELECT p.data->>'state' AS state FROM events p
    WHERE p.subject = e.subject AND p.seq < e.seq AND p.type LIKE 'order.%' ORDER BY p.seq DESC LIMIT 1) AS before ON true
  WHERE e.position > $1 AND e.position <= $2 AND e.type LIKE 'order.%'`;

const SHORTEST_SECONDS = 0.1;
const STEP = 1.1;

/** In the middle of a bucket of detection_delays. */
export const secondsOfBucket = (bucket: number): number => SHORTEST_SECONDS * STEP ** (bucket + 0.5);

/** One statement, so that the events are read once: orders that entered a state, delays of detection, looks at what is settled. */
const ROLL_UP = `
WITH told AS MATERIALIZED (${EVENTS}),
entered AS (
  INSERT INTO state_entries AS known (hour, state, orders)
  SELECT hour, state, count(*) FROM told WHERE state <> was GROUP BY hour, state
  ON CONFLICT (hour, state) DO UPDATE SET orders = known.orders + excluded.orders),
detected AS (
  INSERT INTO detection_delays AS known (hour, bucket, events)
  SELECT hour, floor(ln(greatest(delay, ${SHORTEST_SECONDS}) / ${SHORTEST_SECONDS}) / ln(${STEP})) AS bucket, count(*)
  FROM told WHERE type IN ${DETECTED} AND delay IS NOT NULL GROUP BY hour, bucket
  ON CONFLICT (hour, bucket) DO UPDATE SET events = known.events + excluded.events)
INSERT INTO settled_orders AS known (hour, orders, polls)
SELECT hour, count(*), sum(polls) FROM told
WHERE was IN ${OPEN} AND state IN ${ENDS} AND polls IS NOT NULL GROUP BY hour
ON CONFLICT (hour) DO UPDATE SET orders = known.orders + excluded.orders, polls = known.polls + excluded.polls`;

/** Counts what the log tells, by the hour in which it was found. All that it counts stands in the events themselves. */
export const ROLL_UPS: Projection = {
  name: 'tolem:roll-ups',
  apply: async (tx: EntityManager, { after, upTo }: Stretch): Promise<void> => {
    await tx.query(ROLL_UP, [after.toString(), upTo.toString()]);
  },
};
