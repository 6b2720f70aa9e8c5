// Aim: nobody who reads the log by position ever misses an event, and every subscription is handed what it wants, in
// order, at its own pace. Method: events written by SQL in transactions we hold open, and a publisher without its timer.
import { PUBLISHER_LOCK, SyncSubscriptions } from '@app/events';
import pg from 'pg';
import { NumberEvents } from '../../libs/events/src/number-events.js';
import { Subscriptions } from '../../libs/events/src/subscriptions.repository.js';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { Publisher, type Wanted } from '../support/publisher.js';

let db: TestDatabase;
let publisher: Publisher;
const clients: pg.Client[] = [];

const begin = async (subscriptions: Wanted[] = []) => {
  publisher = await Publisher.start(db.url, subscriptions);
};
beforeEach(async () => {
  db = await createDatabase();
});
afterEach(async () => {
  for (const client of clients.splice(0)) await client.end();
  await publisher?.stop();
  await db.drop();
});

type Event = Readonly<{ subject?: string; seq?: number; type?: string; shop?: string; at?: string }>;
const INSERT = `INSERT INTO events (event_id, subject, seq, shop_id, type, data, cause, occurred_at)
  VALUES (gen_random_uuid(), $1, $2, $3, $4, '{}', 'schedule', $5) RETURNING event_id AS id`;

let counted = 0;
/** An event of a subject of its own, unless it is told otherwise. */
const valuesOf = ({ subject, seq = 1, type = 'order.paid', shop = 'shoes', at }: Event) => [
  subject ?? `order:${(counted += 1)}`,
  seq,
  shop,
  type,
  at ?? '2026-03-02T10:00:00Z',
];
const write = async (event: Event = {}): Promise<string> =>
  (await db.sql<{ id: string }>(INSERT, valuesOf(event)))[0]!.id;

/** A connection with a transaction of its own. */
async function openTransaction(): Promise<pg.Client> {
  const client = new pg.Client(db.url);
  await client.connect();
  clients.push(client);
  await client.query('BEGIN');
  return client;
}
const writeIn = async (tx: pg.Client, event: Event = {}): Promise<string> =>
  (await tx.query(INSERT, valuesOf(event))).rows[0].id;

/** Ids of the numbered events, in the order of their positions. */
const inOrder = async (): Promise<string[]> =>
  (
    await db.sql<{ id: string }>(
      'SELECT event_id AS id FROM events WHERE position IS NOT NULL ORDER BY position',
    )
  ).map((row) => row.id);
type Job = Readonly<{ id: string; sequence: string; previous: string | null }>;
/** What lies in the queue of a subscription, in the order it was put there. */
const jobsOf = (subscription: string): Promise<Job[]> =>
  db.sql<Job>(
    `SELECT data->>'id' AS id, data->>'sequence' AS sequence, data->>'previoussequence' AS previous
     FROM bullmq.job WHERE queue = $1 ORDER BY seq`,
    [`events.${subscription}`],
  );
const idsIn = async (subscription: string): Promise<string[]> =>
  (await jobsOf(subscription)).map(({ id }) => id);
const cursorOf = async (name: string): Promise<number> =>
  Number(
    (await db.sql<{ cursor: string }>('SELECT cursor FROM subscriptions WHERE name = $1', [name]))[0]!.cursor,
  );

const FROM_BEGINNING = { name: 'ledger', from: 'beginning' } as const;

describe('positions', () => {
  it('follow the order of insertion', async () => {
    await begin();
    const ids = [await write(), await write(), await write()];
    await publisher.publishAll();
    expect(await inOrder()).toEqual(ids);
  });

  it('are given when a transaction commits: who inserts first and commits last is passed by by nobody', async () => {
    await begin([FROM_BEGINNING]);
    const slow = await openTransaction();
    const first = await writeIn(slow);
    const second = await write();
    await publisher.publishAll();
    expect(await idsIn('ledger')).toEqual([second]);
    await slow.query('COMMIT');
    await publisher.publishAll();
    expect(await inOrder()).toEqual([second, first]);
    expect(await idsIn('ledger')).toEqual([second, first]);
  });

  it('are not spent on what was rolled back', async () => {
    await begin();
    const undone = await openTransaction();
    await writeIn(undone);
    await undone.query('ROLLBACK');
    const kept = await write();
    await publisher.publishAll();
    expect(await inOrder()).toEqual([kept]);
  });

  it('are given by one process at a time: another one says that it was busy, and changes nothing', async () => {
    await begin([FROM_BEGINNING]);
    const other = await openTransaction();
    await other.query('SELECT pg_advisory_xact_lock($1)', [PUBLISHER_LOCK]);
    const id = await write();
    expect(await publisher.publish()).toBe('busy');
    expect(await inOrder()).toEqual([]);
    await other.query('COMMIT');
    await publisher.publishAll();
    expect(await inOrder()).toEqual([id]);
  });

  it('stay in order over more events than one batch', async () => {
    await begin([FROM_BEGINNING]);
    await db.sql(
      `INSERT INTO events (event_id, subject, seq, type, data, cause, occurred_at)
       SELECT gen_random_uuid(), 'order:many', seq, 'order.paid', '{}', 'schedule', now() FROM generate_series(1, 1234) AS seq`,
    );
    await publisher.publishAll();
    const sequences = (await jobsOf('ledger')).map(({ sequence }) => Number(sequence));
    expect(sequences).toEqual(Array.from({ length: 1_234 }, (_, at) => at + 1));
    expect(await cursorOf('ledger')).toBe(1_234);
  });
});

describe('a subscription', () => {
  it('is handed only the types and shops it wants, and its cursor passes by the rest', async () => {
    await begin([
      { name: 'money', from: 'beginning', types: ['order.paid', 'order.refunded'] },
      { name: 'books', from: 'beginning', shops: ['books'] },
      { name: 'both', from: 'beginning', types: ['order.paid'], shops: ['books'] },
    ]);
    const paidShoes = await write({ type: 'order.paid' });
    await write({ type: 'order.declined' });
    const paidBooks = await write({ type: 'order.paid', shop: 'books' });
    const refundedBooks = await write({ type: 'order.refunded', shop: 'books' });
    await write({ type: 'order.expired' });
    await publisher.publishAll();
    expect(await idsIn('money')).toEqual([paidShoes, paidBooks, refundedBooks]);
    expect(await idsIn('books')).toEqual([paidBooks, refundedBooks]);
    expect(await idsIn('both')).toEqual([paidBooks]);
    for (const name of ['money', 'books', 'both']) expect(await cursorOf(name)).toBe(5);
  });

  it('is told what it was given before of the same subject, by its own filter', async () => {
    await begin([
      FROM_BEGINNING,
      { name: 'money', from: 'beginning', types: ['order.paid', 'order.refunded'] },
    ]);
    const types = ['order.registered', 'order.attempt_failed', 'order.paid', 'order.refunded'];
    for (const [at, type] of types.entries()) {
      await write({ subject: 'order:one', seq: at + 1, type });
      await write({ subject: 'order:two', seq: at + 1, type: 'order.attempt_failed' });
    }
    await publisher.publishAll();
    const pairs = (jobs: Job[]) =>
      jobs.map(({ sequence, previous }) => [Number(sequence), previous && Number(previous)]);
    expect(pairs(await jobsOf('money'))).toEqual([
      [3, null],
      [4, 3],
    ]);
    expect(pairs(await jobsOf('ledger'))).toEqual([
      ...[1, 1].map((seq) => [seq, null]),
      ...[2, 2, 3, 3, 4, 4].map((seq) => [seq, seq - 1]),
    ]);
  });

  it('starts from the beginning, from now or from a date, and is told of nothing before its start', async () => {
    await begin();
    await write({ subject: 'order:one', seq: 1, at: '2026-03-01T00:00:00Z' });
    const dated = await write({ subject: 'order:one', seq: 2, at: '2026-03-02T00:00:00Z' });
    await publisher.publishAll();
    await publisher.stop();
    await begin([
      FROM_BEGINNING,
      { name: 'new', from: 'now' },
      { name: 'march-2', from: '2026-03-02T00:00:00+00:00' },
      { name: 'later', from: '2027-01-01T00:00:00+05:00' },
    ]);
    const fresh = await write({ subject: 'order:one', seq: 3 });
    await publisher.publishAll();
    expect(await idsIn('ledger')).toHaveLength(3);
    expect(await jobsOf('new')).toEqual([{ id: fresh, sequence: '0000000003', previous: null }]);
    expect(await jobsOf('later')).toEqual([{ id: fresh, sequence: '0000000003', previous: null }]);
    expect(await jobsOf('march-2')).toEqual([
      { id: dated, sequence: '0000000002', previous: null },
      { id: fresh, sequence: '0000000003', previous: '0000000002' },
    ]);
  });

  it('keeps its place over a restart, whatever is configured now', async () => {
    await begin([FROM_BEGINNING]);
    const before = await write();
    await publisher.publishAll();
    await publisher.stop();
    const meanwhile = await write();
    await begin([{ name: 'ledger', from: 'now' }]);
    await publisher.publishAll();
    expect(await idsIn('ledger')).toEqual([before, meanwhile]);
  });

  it('is handed nothing while it is switched off, and what it missed when it is on again', async () => {
    await begin([FROM_BEGINNING]);
    await publisher.stop();
    await begin([{ ...FROM_BEGINNING, removed: true }]);
    const missed = await write();
    await publisher.publishAll();
    expect(await idsIn('ledger')).toEqual([]);
    await publisher.stop();
    await begin([FROM_BEGINNING]);
    await publisher.publishAll();
    expect(await idsIn('ledger')).toEqual([missed]);
  });

  it('goes on when a configuration does not name it', async () => {
    await begin([FROM_BEGINNING]);
    await publisher.stop();
    await begin([]);
    const id = await write();
    await publisher.publishAll();
    expect(await idsIn('ledger')).toEqual([id]);
  });

  it.each<[string, Partial<Wanted>]>([
    ['does not name it', { name: 'another' }],
    ['switches it off', { removed: true }],
    ['wants less of it', { types: ['order.refunded'] }],
    ['wants it for one shop', { shops: ['books'] }],
    ['goes back less far', { replayAfterLossSeconds: 60 }],
  ])('stays as it is while one of two processes %s, until the other has ended', async (_, older) => {
    const rows = () =>
      db.sql('SELECT state, types, shops, replay_after_loss FROM subscriptions WHERE name = $1', ['ledger']);
    await begin([FROM_BEGINNING]);
    const before = await rows();
    const other = await Publisher.start(db.url, [{ ...FROM_BEGINNING, ...older }]);
    try {
      const disputed = await other.get(SyncSubscriptions).execute();
      expect(disputed.map(({ subscription }) => subscription)).toContain('ledger');
      expect(await publisher.get(SyncSubscriptions).execute()).toEqual(disputed);
      expect(await rows()).toEqual(before);
      await publisher.stop();
      expect(await other.get(SyncSubscriptions).execute()).toEqual([]);
      if (older.name) expect(await rows()).toEqual(before);
      else expect(await rows()).not.toEqual(before);
    } finally {
      await other.stop();
    }
  });

  it('stays as it is when all processes come back from an outage, and the one with the older file is first', async () => {
    const rows = () => db.sql('SELECT types FROM subscriptions WHERE name = $1', ['ledger']);
    await begin([FROM_BEGINNING]);
    const before = await rows();
    const other = await Publisher.start(db.url, [{ ...FROM_BEGINNING, types: ['order.refunded'] }]);
    try {
      await other.get(SyncSubscriptions).execute();
      await db.sql(`UPDATE configured_subscriptions SET seen_at = seen_at - interval '1 minute'`);
      await other.get(SyncSubscriptions).execute();
      expect(await rows()).toEqual(before);
      const disputed = await publisher.get(SyncSubscriptions).execute();
      expect(disputed.map(({ subscription }) => subscription)).toEqual(['ledger']);
      expect(await rows()).toEqual(before);
    } finally {
      await other.stop();
    }
  });

  describe('whose filter changes', () => {
    const REGISTERED = 'order.registered';
    const PAID = 'order.paid';
    const REFUNDED = 'order.refunded';
    const DECLINED = 'order.declined';
    /** Three events of one order under the filter before, the fourth and the fifth under the filter after it. */
    async function changeFilter(
      before: Partial<Wanted>,
      after: Partial<Wanted>,
    ): Promise<[number, number | null][]> {
      await begin([{ ...FROM_BEGINNING, ...before }]);
      const types = [REGISTERED, DECLINED, PAID, REFUNDED, REFUNDED];
      const tell = (at: number) => write({ subject: 'order:one', seq: at, type: types[at - 1]! });
      for (const at of [1, 2, 3]) await tell(at);
      await publisher.publishAll();
      await publisher.stop();
      await begin([{ ...FROM_BEGINNING, ...after }]);
      for (const at of [4, 5]) await tell(at);
      await publisher.publishAll();
      return (await jobsOf('ledger')).map(({ sequence, previous }) => [
        Number(sequence),
        previous === null ? null : Number(previous),
      ]);
    }

    it.each<[string, Partial<Wanted>, Partial<Wanted>]>([
      ['more types', { types: [REFUNDED] }, { types: [PAID, REFUNDED] }],
      ['every type', { types: [REGISTERED, DECLINED] }, {}],
      ['other types', { types: [REGISTERED] }, { types: [PAID, REFUNDED] }],
      ['another shop', { shops: ['books'] }, { shops: ['books', 'shoes'] }],
      ['every shop', { shops: ['books'] }, {}],
    ])('to %s is told of no event before it that it was not given', async (_, before, after) => {
      const jobs = await changeFilter(before, after);
      const given = jobs.map(([seq]) => seq);
      expect(given.slice(-2)).toEqual([4, 5]);
      for (const [, previous] of jobs) if (previous !== null) expect(given).toContain(previous);
      expect(jobs.at(-1)).toEqual([5, 4]);
    });

    it('to fewer types is told of the last that it was given of those', async () => {
      expect(await changeFilter({}, { types: [PAID, REFUNDED] })).toEqual([
        [1, null],
        [2, 1],
        [3, 2],
        [4, 3],
        [5, 4],
      ]);
    });

    it('is changed between two hand-overs, never during one', async () => {
      const typesOf = async () => (await db.sql('SELECT types FROM subscriptions'))[0]!.types;
      await begin([{ ...FROM_BEGINNING, types: [REFUNDED] }]);
      const first = await write({ subject: 'order:one', seq: 1, type: PAID });
      await publisher.get(NumberEvents).execute();
      const { batches } = await publisher.get(Subscriptions).leaseBehind([], 10);
      await publisher.stop();
      await begin([FROM_BEGINNING]);
      expect(await typesOf()).toEqual([REFUNDED]);
      await publisher.get(Subscriptions).release(batches[0]!.lease);
      await publisher.get(SyncSubscriptions).execute();
      expect(await typesOf()).toBeNull();
      const second = await write({ subject: 'order:one', seq: 2, type: REFUNDED });
      await publisher.publishAll();
      expect(await jobsOf('ledger')).toEqual([
        { id: first, sequence: '0000000001', previous: null },
        { id: second, sequence: '0000000002', previous: '0000000001' },
      ]);
    });
  });
});

describe('when something breaks', () => {
  const breakWith = (what: string, table: string, when: string) =>
    db.sql(
      `CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE '${what}'; END $$;
       CREATE TRIGGER broken BEFORE ${when} ON ${table} FOR EACH ROW
       WHEN (${table === 'subscriptions' ? 'OLD.cursor <> NEW.cursor' : `NEW.queue = 'events.broken'`})
       EXECUTE FUNCTION broken()`,
    );
  const mend = () => db.sql('DROP FUNCTION broken CASCADE');

  it('hands over again what a crash left between the queue and the cursor, and each event is one job', async () => {
    await begin([FROM_BEGINNING]);
    const ids = [await write(), await write()];
    await breakWith('the process dies here', 'subscriptions', 'UPDATE');
    await publisher.publishAll();
    expect([await idsIn('ledger'), await cursorOf('ledger')]).toEqual([ids, 0]);
    await mend();
    ids.push(await write());
    await publisher.publishAll();
    expect([await idsIn('ledger'), await cursorOf('ledger')]).toEqual([ids, 3]);
  });

  it('serves every other subscription while one is broken, and that one when it is mended', async () => {
    await begin([FROM_BEGINNING, { name: 'broken', from: 'beginning' }, { name: 'crm', from: 'beginning' }]);
    await breakWith('no place for jobs', 'bullmq.job', 'INSERT');
    const ids = [await write(), await write()];
    await publisher.publishAll();
    expect([await idsIn('ledger'), await idsIn('crm'), await idsIn('broken')]).toEqual([ids, ids, []]);
    expect(await cursorOf('broken')).toBe(0);
    await mend();
    await publisher.publishAll();
    expect(await idsIn('broken')).toEqual(ids);
  });

  it('leaves a subscription to the process that has its lease, until the lease is over', async () => {
    await begin([FROM_BEGINNING, { name: 'crm', from: 'beginning' }]);
    await db.sql(
      `UPDATE subscriptions SET leased_by = gen_random_uuid(), leased_until = tolem_now() + interval '30 seconds'
       WHERE name = 'ledger'`,
    );
    const id = await write();
    expect(await publisher.publish()).toBe('busy');
    expect([await idsIn('ledger'), await idsIn('crm')]).toEqual([[], [id]]);
    await db.sql(`UPDATE clock SET ahead = interval '31 seconds'`);
    await publisher.publishAll();
    expect(await idsIn('ledger')).toEqual([id]);
  });

  it.each([
    ['taken over by another', async () => publisher.get(Subscriptions).leaseBehind([], 10)],
    ['over, and the cursor has gone back', async () => db.sql('UPDATE subscriptions SET cursor = 0')],
  ])('keeps its cursor when the lease of whoever has handed over is %s', async (_, meanwhile) => {
    await begin([FROM_BEGINNING]);
    await write();
    await publisher.publishAll();
    await write();
    await publisher.get(NumberEvents).execute();
    const { batches } = await publisher.get(Subscriptions).leaseBehind([], 10);
    await db.sql(`UPDATE clock SET ahead = interval '31 seconds'`);
    await meanwhile();
    const before = await db.sql('SELECT cursor, leased_until FROM subscriptions');
    expect(await publisher.get(Subscriptions).moveCursor(batches[0]!.lease, 2n)).toBe(false);
    expect(await db.sql('SELECT cursor, leased_until FROM subscriptions')).toEqual(before);
  });

  it('lets two publishers at once hand every event over once and in order', async () => {
    await begin([FROM_BEGINNING]);
    const other = await Publisher.start(db.url, [FROM_BEGINNING]);
    const ids: string[] = [];
    for (let rounds = 0; rounds < 10; rounds += 1) {
      ids.push(await write(), await write());
      await Promise.all([publisher.publish(), other.publish()]);
    }
    await publisher.publishAll();
    await other.stop();
    expect(await idsIn('ledger')).toEqual(ids);
  });
});
