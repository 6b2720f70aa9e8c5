// Aim: what was handed over and lost with its store is handed over again, once, and nothing else is. Method: a publisher
// without its timers, and a job store that is wiped, or set back, between and inside its steps.
import { PublishEvents, RewindLost } from '@app/events';
import { EVENT_STORE, type JobStore } from '@app/queue';
import { Queue } from 'bullmq';
import { DataSource } from 'typeorm';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { openQueue } from '../support/open-queue.js';
import { Publisher, type Wanted } from '../support/publisher.js';
import { RedisServer } from '../support/redis.js';
import { wipeJobStore } from '../support/wipe-job-store.js';

let db: TestDatabase;
let redis: RedisServer | undefined;
let publisher: Publisher;

beforeEach(async () => {
  db = await createDatabase();
  redis = process.env.TEST_BACKEND === 'redis' ? await RedisServer.start() : undefined;
});
afterEach(async () => {
  await publisher?.stop();
  await redis?.stop();
  await db.drop();
});

const LEDGER: Wanted = { name: 'ledger', from: 'beginning' };
const begin = async (...subscriptions: Wanted[]) => {
  publisher = await Publisher.start(db.url, subscriptions, redis?.url);
};
const wipe = () => wipeJobStore(db, redis);
/** Wipes the store between the look at the mark and the first job of the next hand-over. */
function wipeWithin(): () => Promise<void> {
  let wiping: Promise<void> | undefined;
  for (const method of ['add', 'addBulk'] as const) {
    const add = Queue.prototype[method] as (...args: unknown[]) => Promise<never>;
    jest.spyOn(Queue.prototype, method).mockImplementation(async function (this: Queue, ...args: unknown[]) {
      wiping ??= wipe();
      // On Postgres it has to wait for the hand-over: it has begun when it does.
      await (redis ? wiping : eventually(async () => expect(await locksWaitedFor()).toBeGreaterThan(0)));
      return add.apply(this, args);
    });
  }
  return async () => {
    jest.restoreAllMocks();
    expect(wiping).toBeDefined();
    await wiping;
  };
}
const locksWaitedFor = async (): Promise<number> =>
  (
    await db.sql(
      `SELECT FROM pg_locks JOIN pg_database d ON d.oid = database AND datname = current_database() WHERE NOT granted`,
    )
  ).length;
const rewind = () => publisher.get(RewindLost).execute();
const publishAll = () => publisher.publishAll();

/** Writes events of subjects of their own and answers their ids. */
const write = async (count: number, at = 'tolem_now()'): Promise<string[]> => {
  const rows = await db.sql<{ id: string }>(
    `INSERT INTO events (event_id, subject, seq, shop_id, type, data, cause, occurred_at)
     SELECT gen_random_uuid(), 'order:' || gen_random_uuid(), 1, 'shoes', 'order.paid', '{}', 'schedule', ${at}
     FROM generate_series(1, $1) RETURNING event_id AS id`,
    [count],
  );
  return rows.map(({ id }) => id);
};

/** Ids of jobs and of the events in them, oldest first. */
async function jobsIn(subscription: string): Promise<{ job: string; event: string }[]> {
  const { queue, close } = openQueue(redis?.url ?? db.url, subscription);
  const jobs = await queue.getJobs(['waiting', 'prioritized', 'failed'], 0, -1, true);
  await close();
  return jobs.map((job) => ({ job: job.id!, event: job.data.id }));
}
const eventsIn = async (subscription: string) => (await jobsIn(subscription)).map(({ event }) => event);

it('hands over everything again, under other job ids, after the store was wiped', async () => {
  await begin(LEDGER);
  const ids = await write(3);
  await publishAll();
  expect(await rewind()).toBe(0);
  await wipe();
  ids.push(...(await write(1)));
  expect(await rewind()).toBe(1);
  await publishAll();
  expect(await jobsIn('ledger')).toEqual(
    ids.map((event, at) => ({ event, job: at < 3 ? `${event}-r1` : event })),
  );
  expect(await rewind()).toBe(0);
});

it('hands over to one in the same round in which another wants nothing', async () => {
  await begin({ name: 'accounts', from: 'beginning', types: ['order.refunded'] }, LEDGER);
  await publishAll();
  const ids: string[] = [];
  for (let round = 1; round <= 4; round += 1) {
    ids.push(...(await write(1)));
    await publisher.publish();
    expect(await eventsIn('ledger')).toEqual(ids);
  }
  expect(await eventsIn('accounts')).toEqual([]);
  expect(await rewind()).toBe(0);
});

it('finds a loss although more was handed over since', async () => {
  await begin(LEDGER);
  const lost = await write(2);
  await publishAll();
  await wipe();
  const later = await write(2);
  await publishAll();
  expect(await rewind()).toBe(1);
  await publishAll();
  expect(new Set(await eventsIn('ledger'))).toEqual(new Set([...lost, ...later]));
  expect(await rewind()).toBe(0);
});

it.each([
  ['before its jobs', 'before'],
  ['while they are added', 'while'],
] as const)('loses nothing when the store is wiped %s of the very first batch', async (_, when) => {
  await begin(LEDGER);
  const ids = await write(2);
  if (when === 'before') await wipe();
  const wiped = when === 'before' ? undefined : wipeWithin();
  await publishAll();
  await wiped?.();
  await rewind();
  await publishAll();
  expect(await eventsIn('ledger')).toEqual(ids);
});

it.each([1, 10])(
  'leaves no later event without the earlier one, when the store is wiped under %i more',
  async (count) => {
    await begin(LEDGER);
    const ids = await write(1);
    await publishAll();
    ids.push(...(await write(count)));
    const wiped = wipeWithin();
    await publisher.publish();
    await wiped();
    expect(await eventsIn('ledger')).toEqual([]);
    await rewind();
    await publishAll();
    expect(await eventsIn('ledger')).toEqual(ids);
  },
);

it('goes back to the mark, and no further, when the store was set back', async () => {
  await begin(LEDGER);
  await write(2);
  await publishAll();
  await wipe();
  await publisher.get<JobStore>(EVENT_STORE).marks.set('events.ledger', 2n);
  await db.sql(`UPDATE subscriptions SET cursor = 2`);
  const [third, fourth] = await write(2);
  await publishAll();
  await wipe();
  await publisher.get<JobStore>(EVENT_STORE).marks.set('events.ledger', 3n);
  expect(await rewind()).toBe(1);
  await publishAll();
  expect(await jobsIn('ledger')).toEqual([{ event: fourth, job: `${fourth}-r1` }]);
  expect(third).toBeDefined();
});

it('goes back as far as the subscription is configured to, and never before its start', async () => {
  await begin();
  await write(1, `tolem_now() - interval '26 hours'`);
  await publishAll();
  await publisher.stop();
  await begin(
    { name: 'day', from: 'beginning', replayAfterLossSeconds: 86_400 },
    { name: 'new', from: 'now', replayAfterLossSeconds: 86_400 * 365 },
  );
  await write(1, `tolem_now() - interval '25 hours'`);
  const recent = await write(2, `tolem_now() - interval '23 hours'`);
  await publishAll();
  await wipe();
  expect(await rewind()).toBe(2);
  await publishAll();
  expect(await eventsIn('day')).toEqual(recent);
  expect(await eventsIn('new')).toHaveLength(3);
});

it('does not walk the log to find how far to go back', async () => {
  await begin(LEDGER);
  await write(50_000, `tolem_now() - interval '1 year'`);
  await db.sql(`UPDATE events SET position = id`);
  await db.sql(`UPDATE subscriptions SET cursor = (SELECT max(position) FROM events)`);
  await db.sql('VACUUM ANALYZE events');
  const sent = jest.spyOn(publisher.get(DataSource), 'query');
  expect(await rewind()).toBe(1);
  const [text, values] = sent.mock.calls.find(([text]) => text.includes('UPDATE subscriptions'))!;
  sent.mockRestore();
  const plan = await db.sql<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, values as unknown[]);
  const lines = plan.map((row) => row['QUERY PLAN']).join('\n');
  expect(lines).toContain('events_occurred_at');
  expect(lines).not.toMatch(/events_position_key|Seq Scan on events/);
});

it('leaves alone who holds the lease, and goes back when it is free', async () => {
  await begin(LEDGER);
  const ids = await write(1);
  await publishAll();
  await wipe();
  await db.sql(
    `UPDATE subscriptions SET leased_by = gen_random_uuid(), leased_until = tolem_now() + interval '30 seconds'`,
  );
  expect(await rewind()).toBe(0);
  await db.sql(`UPDATE clock SET ahead = interval '31 seconds'`);
  expect(await rewind()).toBe(1);
  await publishAll();
  expect(await eventsIn('ledger')).toEqual(ids);
});

it('hands over a second time what was lost a second time', async () => {
  await begin(LEDGER);
  const ids = await write(2);
  await publishAll();
  for (const round of [1, 2]) {
    await wipe();
    expect(await rewind()).toBe(1);
    expect(await publisher.get(PublishEvents).execute()).toBe('idle');
    expect(await jobsIn('ledger')).toEqual(ids.map((event) => ({ event, job: `${event}-r${round}` })));
  }
});
