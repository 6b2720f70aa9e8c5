// Aim: a request that the database keeps from its end is answered 503, by which a caller knows that it may be done again; a statement
// that is wrong is a fault of ours, 500. Method: each way there is to lose a real database, in the middle of a transaction.
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import { toAppError } from '../../apps/api/src/app-error.filter.js';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/ports.js';

let db: TestDatabase;
const opened: DataSource[] = [];

beforeAll(async () => {
  db = await createDatabase();
});
afterAll(async () => {
  for (const source of opened) if (source.isInitialized) await source.destroy();
  await db?.drop();
});

async function open(extra: Record<string, unknown> = {}): Promise<DataSource> {
  const source = new DataSource({ type: 'postgres', url: db.url, extra });
  opened.push(source);
  return source.initialize();
}

/** What the work threw. */
const thrown = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => Promise.reject(new Error('It went well')),
    (error: unknown) => error,
  );

async function inTheMiddle(
  disturb: (tx: EntityManager, source: DataSource) => Promise<unknown>,
): Promise<unknown> {
  const source = await open();
  return thrown(
    source.transaction(async (tx) => {
      await tx.query('SELECT 1');
      await disturb(tx, source);
      await tx.query('SELECT 2');
    }),
  );
}

const pidOf = async (tx: EntityManager): Promise<number> =>
  (await tx.query('SELECT pg_backend_pid() AS pid'))[0].pid;
const terminate = (pid: number) => db.sql('SELECT pg_terminate_backend($1)', [pid]);
const socketOf = async (tx: EntityManager) =>
  (await (tx.queryRunner as QueryRunner).connect()).connection.stream;

const LOSSES: [string, () => Promise<unknown>][] = [
  [
    'the server ends the connection during a statement',
    () => inTheMiddle((tx) => tx.query('SELECT pg_terminate_backend(pg_backend_pid())')),
  ],
  [
    'the server ends the connection between two statements',
    () => inTheMiddle(async (tx) => terminate(await pidOf(tx))),
  ],
  [
    'the end of the connection has been noticed before the next statement',
    () =>
      inTheMiddle(async (tx) => {
        await terminate(await pidOf(tx));
        await eventually(() => expect(tx.queryRunner!.isReleased).toBe(true));
      }),
  ],
  ['the socket is cut', () => inTheMiddle(async (tx) => (await socketOf(tx)).destroy())],
  [
    'the socket is cut with an error',
    () =>
      inTheMiddle(async (tx) =>
        (await socketOf(tx)).destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })),
      ),
  ],
  ['the other side can be written to no more', () => inTheMiddle(async (tx) => (await socketOf(tx)).end())],
  [
    'the pool has been ended',
    async () => {
      const source = await open();
      await source.destroy();
      return thrown(source.query('SELECT 1'));
    },
  ],
  [
    'no connection is free in time',
    async () => {
      const source = await open({ max: 1, connectionTimeoutMillis: 100 });
      return source.transaction(() => thrown(source.query('SELECT 1')));
    },
  ],
  [
    'nothing listens there',
    async () => {
      const url = `postgres://nobody@127.0.0.1:${await freePort()}/none`;
      return thrown(new DataSource({ type: 'postgres', url }).initialize());
    },
  ],
  [
    'a statement is not answered in time',
    async () => thrown((await open({ query_timeout: 100 })).query('SELECT pg_sleep(5)')),
  ],
  [
    'the server stops a statement that takes too long',
    async () => thrown((await open({ statement_timeout: 100 })).query('SELECT pg_sleep(5)')),
  ],
  [
    'a transaction has been idle for too long',
    async () => {
      const source = await open({ idle_in_transaction_session_timeout: 50 });
      return thrown(
        source.transaction(async (tx) => {
          await tx.query('SELECT 1');
          await eventually(() => expect(tx.queryRunner!.isReleased).toBe(true));
          await tx.query('SELECT 2');
        }),
      );
    },
  ],
  [
    'a lock is not had in time',
    async () => {
      const [holder, source] = [await open(), await open({ lock_timeout: 50 })];
      return holder.transaction(async (tx) => {
        await tx.query('SELECT FROM clock FOR UPDATE');
        return thrown(source.query('SELECT FROM clock FOR UPDATE'));
      });
    },
  ],
  [
    'two transactions are in each other’s way',
    async () => {
      const source = await open();
      const lock = (tx: EntityManager, key: number) => tx.query('SELECT pg_advisory_xact_lock($1)', [key]);
      const both = await Promise.allSettled([
        source.transaction(async (tx) => {
          await lock(tx, 1);
          await eventually(() => isWaiting());
          await lock(tx, 2);
        }),
        source.transaction(async (tx) => {
          await lock(tx, 2);
          await lock(tx, 1);
        }),
      ]);
      return both.find((one) => one.status === 'rejected')?.reason;
    },
  ],
];

async function isWaiting(): Promise<void> {
  const waiting = await db.sql(
    'SELECT FROM pg_locks WHERE NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())',
  );
  expect(waiting).toHaveLength(1);
}

it.each(LOSSES)('is the database’s trouble: %s', async (_, lose) => {
  const error = await lose();
  expect([toAppError(error)?.code, error]).toEqual(['UNAVAILABLE', error]);
});

it.each([
  ['a statement that cannot be read', 'SELEKT 1'],
  ['a row that a constraint forbids', `INSERT INTO clock (only_row) VALUES (false)`],
  ['a row that is there already', 'INSERT INTO clock DEFAULT VALUES'],
  ['a value of another type', `SELECT 'x'::int`],
])('is a fault of ours: %s', async (_, sql) => {
  expect(toAppError(await thrown((await open()).query(sql)))).toBeUndefined();
});
