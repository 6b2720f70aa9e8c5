// Aim: whatever is thrown while one row is asked about, judged, put off or closed at the bank is that row's counted fault, and a case
// after five; what the database suffers from for a moment is none; a job asks about its own merchant's pages only; and an order that the bank never answers about costs few calls.
// Method: the use case as it is on a real database, with a bank in memory and one thing in it that throws.
import { GatewayClient, type Outcome, type StatusAnswer } from '@app/gateway';
import { RegistrationsRepository, WatchGateways, WriteRulings } from '@app/orders';
import { PollRegistrations, ReconciliationModule } from '@app/reconciliation';
import type { TestingModule } from '@nestjs/testing';
import { DataSource } from 'typeorm';
import { lockedFacts, anAnswer } from '../../libs/reconciliation/src/judging/locked-facts.fixture.js';
import { claimedRow } from '../support/claimed-row.js';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { startOrders } from '../support/publisher.js';

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

let db: TestDatabase;
let tolem: TestingModule;
/** Of whom the bank was asked, by number; what it says is paid unless a test says otherwise. */
const asked: string[] = [];
let says: (number: string) => string | Error;

beforeAll(async () => {
  db = await createDatabase();
  tolem = await startOrders(db.url, { more: [ReconciliationModule], merchants: ['main', 'other'] });
  Object.assign(tolem.get(GatewayClient), { askStatus: answer, decline: async () => ({ kind: 'silent' }) });
});
beforeEach(() => {
  asked.length = 0;
  says = () => 'charged 1000/0';
});
afterEach(() => jest.restoreAllMocks());
afterAll(async () => {
  await tolem?.close();
  await db?.drop();
});

const numberOf = (id: string): string => id.slice(0, 32);

async function answer(_: unknown, by: { gatewayOrderId: string }): Promise<Outcome<StatusAnswer>> {
  const number = numberOf(by.gatewayOrderId);
  asked.push(number);
  const words = says(number);
  if (words instanceof Error) throw words;
  if (words === 'silent') return { kind: 'silent', reason: 'HTTP 500' };
  const known = lockedFacts('registered');
  const registration = { ...known.registration, gatewayOrderNumber: number };
  return {
    kind: 'answered',
    answer: {
      ...anAnswer(words, { ...known, registration }),
      gatewayOrderId: by.gatewayOrderId,
      registeredAt: null,
    },
  };
}

/** Pages that are open and claimed, their orders registered. */
async function openPages(count: number): Promise<string[]> {
  const ids = await Promise.all(Array.from({ length: count }, () => claimedRow(db, 'open', 120, -600)));
  await db.sql(`UPDATE orders SET state = 'registered', last_seq = 1 WHERE id = ANY ($1)`, [ids]);
  await db.sql(`UPDATE registrations SET expires_at = tolem_now() + interval '1 day' WHERE id = ANY ($1)`, [
    ids,
  ]);
  return ids;
}

const poll = (ids: readonly string[], merchant = 'main'): Promise<void> =>
  tolem.get(PollRegistrations).execute('poll-registrations', merchant, ids);
const statesOf = async (ids: readonly string[]): Promise<string[]> =>
  (
    await db.sql<{ state: string }>(
      'SELECT state FROM orders JOIN unnest($1::uuid[]) WITH ORDINALITY AS wanted (id, at) USING (id) ORDER BY at',
      [ids],
    )
  ).map(({ state }) => state);
const rowOf = async (id: string): Promise<Record<string, any>> =>
  (await db.sql('SELECT *, next_poll_at - tolem_now() AS next FROM registrations WHERE id = $1', [id]))[0]!;
const casesOf = (id: string) =>
  db.sql<{ reason: string; detail: unknown }>(
    'SELECT reason, detail FROM cases WHERE order_id = $1 AND closed_at IS NULL ORDER BY reason',
    [id],
  );
const reasonsOf = async (id: string): Promise<string[]> => (await casesOf(id)).map(({ reason }) => reason);
const paid = (count: number): string[] => Array.from({ length: count }, () => 'paid');

class Thrown extends Error {}

/** Where something throws about one row alone: each spoils what is done with this row until restored. */
const SPOILT: Readonly<Record<string, (id: string) => void>> = {
  asking: (id) => {
    says = (number) => (number === numberOf(id) ? new Thrown('asking') : 'charged 1000/0');
  },
  judging: (id) => {
    const judge = () => {
      throw new RangeError('judging');
    };
    const write = tolem.get(WriteRulings);
    const whole = write.execute.bind(write);
    jest
      .spyOn(write, 'execute')
      .mockImplementation((learnt) =>
        whole(learnt.map((one) => (one.registration.id === id ? { ...one, judge } : one))),
      );
  },
  'putting off': (id) => {
    says = (number) => (number === numberOf(id) ? 'silent' : 'charged 1000/0');
    const registrations = tolem.get(RegistrationsRepository);
    const whole = registrations.postpone.bind(registrations);
    jest.spyOn(registrations, 'postpone').mockImplementation((row, ...more) => {
      if (row.id === id) throw new Thrown('putting off');
      return whole(row, ...more);
    });
  },
};

describe.each(Object.keys(SPOILT))('what is thrown while %s', (what) => {
  it('is a fault of its own row, and a case after five', async () => {
    const ids = await openPages(20);
    const bad = ids[3]!;
    SPOILT[what]!(bad);
    await poll(ids);
    const others = ids.filter((id) => id !== bad);
    expect(await statesOf(others)).toEqual(paid(19));
    expect(await rowOf(bad)).toMatchObject({ faults: 1, state: 'open' });
    const [{ soon }] = (await db.sql(
      `SELECT next_poll_at BETWEEN tolem_now() + interval '50 seconds' AND tolem_now() + interval '70 seconds' AS soon
       FROM registrations WHERE id = $1`,
      [bad],
    )) as [{ soon: boolean }];
    expect(soon).toBe(true);
    for (let times = 2; times <= 4; times += 1) await poll([bad]);
    expect(await casesOf(bad)).toEqual([]);
    await poll([bad]);
    expect(await casesOf(bad)).toEqual([
      { reason: 'internal_error', detail: expect.objectContaining({ registration: bad }) },
    ]);
    for (const id of others) expect(await casesOf(id)).toEqual([]);

    jest.restoreAllMocks();
    says = () => 'charged 1000/0';
    await poll([bad]);
    expect(await statesOf([bad])).toEqual(['paid']);
    expect(await rowOf(bad)).toMatchObject({ faults: 0 });
    expect(await casesOf(bad)).toEqual([]);
  });
});

it('what is thrown while a row is recovered is its own, too', async () => {
  const ids = await openPages(10);
  await db.sql(`UPDATE registrations SET state = 'recovering' WHERE id = $1`, [ids[0]]);
  jest.spyOn(tolem.get(GatewayClient), 'askStatus').mockImplementation((_, by) => {
    if ('gatewayOrderNumber' in by) throw new Thrown('recovering');
    return answer(_, by);
  });
  await poll(ids);
  expect(await statesOf(ids.slice(1))).toEqual(paid(9));
  expect(await rowOf(ids[0]!)).toMatchObject({ faults: 1, state: 'recovering' });
});

it('what is thrown while a page is closed at the bank is its own, and a case after five', async () => {
  const ids = await openPages(10);
  const bad = ids[0]!;
  says = (number) => (number === numberOf(bad) ? 'open 0/0' : 'charged 1000/0');
  await db.sql(`UPDATE registrations SET state = 'orphan' WHERE id = $1`, [bad]);
  const decline = jest.spyOn(tolem.get(GatewayClient), 'decline').mockRejectedValue(new Thrown('closing'));
  await poll(ids);
  expect(await statesOf(ids.slice(1))).toEqual(paid(9));
  expect(decline).toHaveBeenCalledTimes(1);
  for (let times = 2; times <= 5; times += 1) await poll([bad]);
  expect(decline).toHaveBeenCalledTimes(5);
  expect(await casesOf(bad)).toEqual([
    { reason: 'internal_error', detail: { registration: bad, fault: 'Error' } },
  ]);
  decline.mockResolvedValue({ kind: 'silent', reason: 'HTTP 500' });
  says = () => 'closed 0/0';
  await poll([bad]);
  expect(await casesOf(bad)).toEqual([]);
});

it('what cannot be written about the merchant keeps none of its pages from being asked about', async () => {
  const ids = await openPages(20);
  jest.spyOn(tolem.get(WatchGateways), 'markHealthy').mockRejectedValue(new Thrown('settling'));
  await poll(ids).catch(() => undefined);
  expect(await statesOf(ids)).toEqual(paid(20));
});

it('asks about no page with another merchant’s login', async () => {
  const [own, foreign] = [await openPages(3), await openPages(2)];
  await db.sql(`UPDATE registrations SET merchant_id = 'other' WHERE id = ANY ($1)`, [foreign]);
  await poll([...own, ...foreign]);
  expect(asked.toSorted()).toEqual(own.map(numberOf).toSorted());
  expect(await statesOf(foreign)).toEqual(['registered', 'registered']);
  expect(await rowOf(foreign[0]!)).toMatchObject({ polls: 0, faults: 0 });
  await poll(foreign, 'other');
  expect(await statesOf(foreign)).toEqual(paid(2));
});

const FOR_A_PERSON = ['open_after_lifetime', 'unknown_status'];

it('asks ever more rarely about what is never answered, and makes one case for it and one for its lifetime', async () => {
  const [id] = (await openPages(1)) as [string];
  says = () => 'silent';
  let ahead = 0;
  const calledAt: number[] = [];
  try {
    for (let polls = 0; polls < 100; polls += 1) {
      await poll([id]);
      calledAt.push(ahead);
      const [row] = await db.sql<{ s: number }>(
        'SELECT extract(epoch FROM next_poll_at - tolem_now())::float AS s FROM registrations WHERE id = $1',
        [id],
      );
      expect(row!.s).toBeGreaterThan(0);
      expect(row!.s).toBeLessThanOrEqual(1.1 * DAY);
      ahead += row!.s;
      await db.sql(`UPDATE clock SET ahead = $1 * interval '1 second'`, [ahead]);
      if (ahead > 3 * DAY) expect(await reasonsOf(id)).toEqual(FOR_A_PERSON);
    }
  } finally {
    await db.sql(`UPDATE clock SET ahead = interval '0'`);
  }
  const within = (seconds: number): number => calledAt.filter((at) => at <= seconds).length;
  // Once a minute would be 60, 1,440 and 43,200.
  expect(within(60 * MINUTE)).toBeLessThan(35);
  expect(within(DAY)).toBeLessThan(60);
  expect(within(30 * DAY)).toBeLessThan(100);
  expect(asked).toHaveLength(100);
  expect(await reasonsOf(id)).toEqual(FOR_A_PERSON);
});

/** What the database may answer to a write that is right: the next one succeeds. */
const TROUBLES: [string, string][] = [
  ['a deadlock', `RAISE EXCEPTION 'deadlock detected' USING ERRCODE = '40P01'`],
  ['a conflict of two transactions', `RAISE EXCEPTION 'could not serialize access' USING ERRCODE = '40001'`],
  ['a connection that is cut', 'PERFORM pg_terminate_backend(pg_backend_pid())'],
];

/** A next try at once would only wait once more. */
const WAITED_FOR: [string, string] = [
  'a lock that is not had in time',
  `RAISE EXCEPTION 'lock timeout' USING ERRCODE = '55P03'`,
];

/** What is learnt of this row is written at this try only, counted over rollbacks and connections. */
async function failUntil(id: string, trouble: string, lastTry: number): Promise<() => Promise<void>> {
  await db.sql('CREATE SEQUENCE tries');
  await db.sql(`CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.id = '${id}' AND nextval('tries') < ${lastTry} THEN ${trouble}; END IF;
    RETURN NEW; END $$`);
  await db.sql(
    'CREATE TRIGGER fail BEFORE UPDATE OF version ON registrations FOR EACH ROW EXECUTE FUNCTION fail()',
  );
  return async () => {
    await db.sql('DROP TRIGGER fail ON registrations');
    await db.sql('DROP FUNCTION fail');
    await db.sql('DROP SEQUENCE tries');
  };
}

it('a connection that is cut while the rows are read leaves none of them to the lease', async () => {
  const ids = await openPages(3);
  const registrations = tolem.get(RegistrationsRepository);
  const whole = registrations.findAll.bind(registrations);
  jest.spyOn(registrations, 'findAll').mockImplementationOnce(async (wanted) => {
    await tolem.get(DataSource).query('SELECT pg_terminate_backend(pg_backend_pid())');
    return whole(wanted);
  });
  await poll(ids);
  expect(await statesOf(ids)).toEqual(paid(3));
});

describe.each(TROUBLES)('%s while an answer is written', (_, trouble) => {
  it.each([1, 10])('is no fault: the same is written again at once (%i in one job)', async (count) => {
    const ids = await openPages(count);
    const mend = await failUntil(ids.at(-1)!, trouble, 2);
    try {
      await poll(ids);
      expect(await statesOf(ids)).toEqual(paid(count));
      expect(await rowOf(ids.at(-1)!)).toMatchObject({ faults: 0, failing_since: null });
      expect(asked).toHaveLength(count);
    } finally {
      await mend();
    }
  });
});

describe.each([...TROUBLES, WAITED_FOR])('%s while an answer is written', (_, trouble) => {
  it('costs no minute and counts as no fault, if it lasts longer than a few tries', async () => {
    const [id] = (await openPages(1)) as [string];
    const mend = await failUntil(id, trouble, 1_000);
    try {
      for (let times = 1; times <= 6; times += 1) await poll([id]);
      const [row] = await db.sql(
        `SELECT faults, next_poll_at < tolem_now() + interval '5 seconds' AS soon FROM registrations WHERE id = $1`,
        [id],
      );
      expect(row).toEqual({ faults: 0, soon: true });
      expect(await casesOf(id)).toEqual([]);
    } finally {
      await mend();
    }
    await poll([id]);
    expect(await statesOf([id])).toEqual(['paid']);
  });
});
