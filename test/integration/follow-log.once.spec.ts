// Aim: a handler inside Tolem is given each event exactly once, in order, with what it writes: under two workers at once, over
// a connection that dies in between, and past an event that it cannot take. Method: real transactions, a table of the test's.
import {
  type Projection,
  RunProjections,
  ListUndelivered,
  PublishEvents,
  RewindLost,
  SyncSubscriptions,
} from '@app/events';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { Publisher } from '../support/publisher.js';

let db: TestDatabase;
let publisher: Publisher;
let other: Publisher;
beforeEach(async () => {
  db = await createDatabase();
  await db.sql('CREATE TABLE taken (at bigint GENERATED ALWAYS AS IDENTITY, event_id uuid, cause text)');
  publisher = await Publisher.start(db.url, [{ name: 'ledger', from: 'beginning' }]);
  other = await Publisher.start(db.url, [{ name: 'ledger', from: 'beginning' }]);
  await publisher.get(RunProjections).begin(NOTES);
});
afterEach(async () => {
  await publisher?.stop();
  await other?.stop();
  await db?.drop();
});

const NOTES: Projection = {
  name: 'tolem:notes',
  apply: async (tx, { after, upTo }) => {
    await tx.query(
      `INSERT INTO taken (event_id, cause)
       SELECT event_id, cause FROM events WHERE position > $1 AND position <= $2 ORDER BY position`,
      [after.toString(), upTo.toString()],
    );
  },
};

const write = async (count: number, cause = 'schedule'): Promise<void> => {
  await db.sql(
    `INSERT INTO events (event_id, subject, seq, shop_id, type, data, cause, occurred_at)
     SELECT gen_random_uuid(), 'order:' || gen_random_uuid(), 1, 'shoes', 'order.paid', '{}', $2, now()
     FROM generate_series(1, $1)`,
    [count, cause],
  );
  await publisher.publishAll();
};
const follow = (with_: Publisher = publisher, follower = NOTES) =>
  with_.get(RunProjections).execute(follower);
const followAll = async (follower = NOTES): Promise<void> => {
  while ((await follow(publisher, follower)) === 'again');
};
const expectEachOnceInOrder = async () =>
  expect(await db.sql('SELECT event_id FROM taken ORDER BY at')).toEqual(
    await db.sql('SELECT event_id FROM events ORDER BY position'),
  );
const lag = async (): Promise<number> => {
  const [row] = await db.sql<{ lag: string }>(
    `SELECT (SELECT max(position) FROM events) - cursor AS lag FROM subscriptions WHERE name = $1`,
    [NOTES.name],
  );
  return Number(row!.lag);
};

it('takes everything from the beginning, in stretches', async () => {
  await write(2_345);
  await followAll();
  await expectEachOnceInOrder();
  expect(await lag()).toBe(0);
});

it('counts each event once under two workers at once', async () => {
  for (let round = 0; round < 10; round += 1) {
    await write(150);
    await Promise.all([follow(), follow(other), follow(), follow(other)]);
  }
  await followAll();
  await expectEachOnceInOrder();
});

it('leaves the log to the one that has it, and does not wait', async () => {
  await write(1);
  let reached = () => {};
  let goOn = () => {};
  const inHand = new Promise<void>((resolve) => (reached = resolve));
  const slow: Projection = {
    ...NOTES,
    apply: async (tx, stretch) => {
      reached();
      await new Promise<void>((resolve) => (goOn = resolve));
      await NOTES.apply(tx, stretch);
    },
  };
  const holding = follow(other, slow);
  await inHand;
  expect(await follow()).toBe('idle');
  expect(await db.sql('SELECT FROM taken')).toHaveLength(0);
  goOn();
  await holding;
  await expectEachOnceInOrder();
});

it('keeps nothing of what a connection that died had written', async () => {
  await write(5);
  let deaths = 0;
  const dying: Projection = {
    ...NOTES,
    apply: async (tx, stretch) => {
      await NOTES.apply(tx, stretch);
      if ((deaths += 1) === 1) await tx.query('SELECT pg_terminate_backend(pg_backend_pid())');
    },
  };
  expect(await follow(publisher, dying)).toBe('again');
  expect(await db.sql('SELECT FROM taken')).toHaveLength(0);
  await followAll(dying);
  await expectEachOnceInOrder();
});

describe('a bad event among good ones', () => {
  /** Whatever is noted of the bad one fails by this condition of Postgres. */
  const refuse = (errcode: string) =>
    db.sql(
      `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE 'not this one' USING ERRCODE = '${errcode}'; END $$;
       CREATE TRIGGER refuse BEFORE INSERT ON taken FOR EACH ROW WHEN (NEW.cause = 'bad') EXECUTE FUNCTION refuse()`,
    );
  const mend = () => db.sql('DROP FUNCTION refuse CASCADE');
  const taken = async () => (await db.sql('SELECT FROM taken')).length;
  const untaken = () =>
    db.sql('SELECT position, tries, error, set_aside_at IS NOT NULL AS over FROM untaken_events');
  const expectGoodOnesOnceInOrder = async () =>
    expect(await db.sql('SELECT event_id FROM taken ORDER BY at')).toEqual(
      await db.sql(`SELECT event_id FROM events WHERE cause <> 'bad' ORDER BY position`),
    );

  beforeEach(async () => {
    await write(7);
    await write(1, 'bad');
    await write(7);
  });

  it('is set aside at the fifth try, told of, and the others are taken', async () => {
    await refuse('22007');
    await followAll();
    for (let tries = 1; tries < 5; tries += 1) {
      expect([await untaken(), await lag(), await taken()]).toEqual([
        [{ position: '8', tries, error: 'not this one', over: false }],
        8,
        7,
      ]);
      expect(await publisher.get(ListUndelivered).execute()).toEqual([]);
      if (tries < 4) expect(await follow()).toBe('idle');
    }
    await followAll();
    await expectGoodOnesOnceInOrder();
    expect(await lag()).toBe(0);
    const [bad] = await db.sql<{ event_id: string }>(`SELECT event_id FROM events WHERE cause = 'bad'`);
    expect(await publisher.get(ListUndelivered).execute()).toEqual([
      { subscription: NOTES.name, eventId: bad!.event_id, position: 8, error: 'not this one' },
    ]);
  });

  it('is tried again after a try or three, and forgotten once it is taken', async () => {
    await refuse('22007');
    await followAll();
    await follow();
    // A worker that has just begun: it takes many at once, and only then one by one.
    expect([await follow(other), await follow(other)]).toEqual(['again', 'idle']);
    expect(await untaken()).toMatchObject([{ tries: 3 }]);
    await mend();
    await followAll();
    await expectEachOnceInOrder();
    expect(await untaken()).toEqual([]);
  });

  it('is counted once for each try, under two workers at once and by whoever comes after them', async () => {
    let tries = 0;
    const failing: Projection = {
      ...NOTES,
      apply: async (tx, { after, upTo }) => {
        await NOTES.apply(tx, { after, upTo });
        if (after < 8n && upTo >= 8n) {
          if (upTo === after + 1n) tries += 1;
          throw new TypeError('not this one');
        }
      },
    };
    for (let round = 0; (await lag()) > 0; round += 1) {
      expect(round).toBeLessThan(20);
      await Promise.all([publisher, other, publisher, other].map((one) => follow(one, failing)));
      expect(await untaken()).toEqual(
        tries === 0 ? [] : [{ position: '8', tries, error: 'not this one', over: tries === 5 }],
      );
    }
    expect(tries).toBe(5);
    await expectGoodOnesOnceInOrder();
  });

  it.each([
    ['a conflict', '40001'],
    ['a deadlock', '40P01'],
    ['a full disk', '53100'],
    ['a lock', '55P03'],
    ['a restart', '57P01'],
  ])(
    'is not counted as bad for %s: it stays before it for all to see, and goes on when it can',
    async (_, code) => {
      await refuse(code);
      await followAll();
      for (let tries = 0; tries < 10; tries += 1) expect(await follow()).toBe('idle');
      expect([await untaken(), await lag(), await taken()]).toEqual([[], 8, 7]);
      await mend();
      await followAll();
      await expectEachOnceInOrder();
    },
  );

  it('is not counted as bad where the connection dies', async () => {
    const dying: Projection = {
      ...NOTES,
      apply: async (tx, stretch) => {
        await NOTES.apply(tx, stretch);
        if (stretch.upTo >= 8n && stretch.after < 8n)
          await tx.query('SELECT pg_terminate_backend(pg_backend_pid())');
      },
    };
    await followAll(dying);
    for (let tries = 0; tries < 6; tries += 1) expect(await follow(publisher, dying)).toBe('idle');
    expect([await untaken(), await lag()]).toEqual([[], 8]);
    await followAll();
    await expectEachOnceInOrder();
  });

  it('is forgotten with its follower, which begins anew', async () => {
    await refuse('22007');
    for (let tries = 0; tries < 6; tries += 1) await followAll();
    await db.sql(`DELETE FROM subscriptions WHERE kind = 'internal'; DELETE FROM taken`);
    expect(await publisher.get(ListUndelivered).execute()).toEqual([]);
    await mend();
    await publisher.get(RunProjections).begin(NOTES);
    await followAll();
    await expectEachOnceInOrder();
  });
});

it('is no business of queues: no hand-over, no rewind, no configuration touches it', async () => {
  await write(3);
  expect(await publisher.get(RewindLost).execute()).toBe(0);
  await publisher.get(SyncSubscriptions).execute();
  expect(await publisher.get(PublishEvents).execute()).toBe('idle');
  expect(
    await db.sql(`SELECT name, kind, cursor, state, leased_by FROM subscriptions ORDER BY name`),
  ).toEqual([
    expect.objectContaining({ name: 'ledger', kind: 'queue', cursor: '3', state: 'active' }),
    { name: 'tolem:notes', kind: 'internal', cursor: '0', state: 'active', leased_by: null },
  ]);
  await followAll();
  expect(await publisher.get(RewindLost).execute()).toBe(0);
  expect(await lag()).toBe(0);
});
