// Aim: the roll-ups count what the log tells, each fact once, by the hour it was found in; whoever counts the whole log again
// gets the same. Method: events written by SQL as the writer writes them, counted as they come and then anew.
import { RunProjections } from '@app/events';
import { ROLL_UPS } from '@app/orders';
import { ReconciliationModule, WatchDeliveries } from '@app/reconciliation';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { Publisher, startOrders } from '../support/publisher.js';

let db: TestDatabase;
let publisher: Publisher;
beforeEach(async () => {
  db = await createDatabase();
  publisher = await Publisher.start(db.url);
  await publisher.get(RunProjections).begin(ROLL_UPS);
});
afterEach(async () => {
  await publisher?.stop();
  await db?.drop();
});

type Fact = Readonly<{ state: string; at: string; type?: string; bankTime?: string; polls?: number }>;

/** What became of one order, from its first fact on. */
async function told(subject: string, facts: readonly Fact[], from = 1): Promise<void> {
  for (const [at, { state, type = `order.${state}`, ...fact }] of facts.entries())
    await db.sql(
      `INSERT INTO events (event_id, subject, seq, shop_id, type, data, cause, occurred_at, polls)
       VALUES (gen_random_uuid(), $1, $2, 'shoes', $3, $4, 'schedule', $5, $6)`,
      [
        `order:${subject}`,
        from + at,
        type,
        type.startsWith('case.') ? {} : { state, bankTime: fact.bankTime },
        fact.at,
        fact.polls ?? null,
      ],
    );
}

async function count(): Promise<void> {
  await publisher.publishAll();
  while ((await publisher.get(RunProjections).execute(ROLL_UPS)) === 'again');
}

const entries = () =>
  db.sql(`SELECT to_char(hour AT TIME ZONE 'UTC', 'HH24') || ' ' || state || ' ' || orders AS entry
          FROM state_entries ORDER BY hour, state`);
const figures = async () => ({
  entries: (await entries()).map(({ entry }) => entry),
  delays: await db.sql('SELECT bucket, events FROM detection_delays ORDER BY hour, bucket'),
  settled: await db.sql('SELECT orders, polls FROM settled_orders ORDER BY hour'),
});

async function liveThrough(): Promise<void> {
  await told('one', [
    { state: 'registered', at: '2026-03-02T10:00:00Z', polls: 0 },
    { state: 'paid', at: '2026-03-02T10:59:59Z', bankTime: '2026-03-02T10:59:58Z', polls: 3 },
  ]);
  await count();
  // In one commit, after a failed attempt and a case in between.
  await told('two', [
    { state: 'registered', at: '2026-03-02T10:30:00Z', polls: 0 },
    {
      state: 'registered',
      type: 'order.attempt_failed',
      at: '2026-03-02T10:40:00Z',
      bankTime: '2026-03-02T10:39:00Z',
    },
    { state: '', type: 'case.opened', at: '2026-03-02T10:41:00Z' },
    { state: 'paid', at: '2026-03-02T11:00:00Z', bankTime: '2026-03-02T10:59:50Z', polls: 5 },
    { state: 'partially_refunded', type: 'order.refunded', at: '2026-03-02T11:00:00Z', polls: 5 },
    { state: 'partially_refunded', type: 'order.refunded', at: '2026-03-02T12:00:00Z', polls: 6 },
    { state: 'refunded', at: '2026-03-02T12:00:00Z', polls: 6 },
  ]);
  await told('three', [
    { state: 'rejected', at: '2026-03-02T12:00:00Z', polls: 2 },
    { state: 'registered', at: '2026-03-02T12:10:00Z', polls: 0 },
    { state: 'declined', at: '2026-03-02T12:20:00Z', bankTime: '2026-03-02T12:21:00Z', polls: 4 },
  ]);
  await count();
  // Money after the end: settled before.
  await told(
    'three',
    [{ state: 'paid', at: '2026-03-02T13:00:00Z', bankTime: '2026-03-02T12:59:59Z', polls: 9 }],
    4,
  );
  await count();
}

/** Bucket of a delay in seconds. */
const bucket = (seconds: number) => Math.floor(Math.log(Math.max(seconds, 0.1) / 0.1) / Math.log(1.1));

it('counts entries into states, delays of money and ends, and looks until the end, each once', async () => {
  await liveThrough();
  expect(await figures()).toEqual({
    entries: [
      '10 paid 1',
      '10 registered 2',
      '11 paid 1',
      '11 partially_refunded 1',
      '12 declined 1',
      '12 refunded 1',
      '12 registered 1',
      '12 rejected 1',
      '13 paid 1',
    ],
    delays: [
      { bucket: bucket(1), events: '1' },
      { bucket: bucket(10), events: '1' },
      // The bank's clock was ahead.
      { bucket: 0, events: '1' },
      { bucket: bucket(1), events: '1' },
    ],
    settled: [
      { orders: '1', polls: '3' },
      { orders: '1', polls: '5' },
      { orders: '1', polls: '4' },
    ],
  });
});

it('tells the same when the whole log is counted anew', async () => {
  await liveThrough();
  const lived = await figures();
  await db.sql('TRUNCATE state_entries, detection_delays, settled_orders');
  await db.sql(`DELETE FROM subscriptions WHERE kind = 'internal'`);
  await publisher.get(RunProjections).begin(ROLL_UPS);
  await count();
  expect(await figures()).toEqual(lived);
});

it('goes on without an event that it cannot count, and puts it to a person, once', async () => {
  await liveThrough();
  const lived = await figures();
  await db.sql('TRUNCATE state_entries, detection_delays, settled_orders, events');
  await db.sql(`UPDATE subscriptions SET cursor = 0, starts_after = 0 WHERE kind = 'internal'`);
  // As a version before would have committed it: a date in microseconds.
  await told('poison', [
    { state: 'paid', at: '2026-03-02T09:00:00Z', bankTime: '+058164-01-01T00:00:00.000Z', polls: 1 },
  ]);
  await liveThrough();
  const tolem = await startOrders(db.url, { more: [ReconciliationModule] });
  try {
    const [one, other] = [publisher.get(RunProjections), tolem.get(RunProjections)];
    for (let rounds = 0; rounds < 20; rounds += 1)
      await Promise.all([one.execute(ROLL_UPS), other.execute(ROLL_UPS)]);
    expect(await figures()).toEqual(lived);
    const watch = tolem.get(WatchDeliveries);
    for (let rounds = 0; rounds < 3; rounds += 1) await watch.execute();
    const subject = `subscription:${ROLL_UPS.name}`;
    const cases = () => db.sql('SELECT reason, detail, closed_by FROM cases WHERE subject = $1', [subject]);
    const [poison] = await db.sql<{ event_id: string; position: string }>(
      `SELECT event_id, position FROM events WHERE subject = 'order:poison'`,
    );
    const error = expect.stringContaining('"+058164-01-01T00:00:00.000Z"');
    const detail = { eventId: poison!.event_id, position: Number(poison!.position), error };
    expect(await cases()).toEqual([{ reason: 'event_undelivered', detail, closed_by: null }]);
    expect(await db.sql('SELECT type FROM events WHERE subject = $1', [subject])).toEqual([
      { type: 'case.opened' },
    ]);
    // Until the whole log is counted anew, or a person has closed it.
    await db.sql(`UPDATE cases SET closed_at = now(), closed_by = 'operator:ann' WHERE subject = $1`, [
      subject,
    ]);
    await watch.execute();
    expect(await cases()).toMatchObject([{ closed_by: 'operator:ann' }]);
  } finally {
    await tolem.close();
  }
});
