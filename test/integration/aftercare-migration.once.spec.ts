// Aim: pages that were closed before there were polls for four months get the next of them, by their age; older ones none; and
// nothing happens twice. Method: the last migration undone on rows as the version before leaves them, more than one batch of them,
// and run again by the command as built.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { DataSource } from 'typeorm';
import { ReasonsToPoll1700000000018 as Migration } from '../../libs/database/src/migrations/1700000000018-reasons-to-poll.js';
import { ROOT } from '../support/child.js';
import { claimedRow } from '../support/claimed-row.js';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { inherited } from '../support/inherited.js';

const NAME = 'ReasonsToPoll1700000000018';
const MANY = 5_100;
const CLOSED = { state: 'closed', next: 'NULL', status: 'charged' };

let db: TestDatabase;
beforeAll(async () => {
  db = await createDatabase();
  const source = await new DataSource({ type: 'postgres', url: db.url }).initialize();
  await new Migration().down(source.createQueryRunner());
  await source.destroy();
  await db.sql('DELETE FROM migrations WHERE name = $1', [NAME]);
});
afterAll(() => db?.drop());

const migrate = async (): Promise<string> => {
  const command = [path.join(ROOT, 'dist/apps/worker/migrate.js')];
  const env = { ...inherited(), DATABASE_URL: db.url };
  return (await promisify(execFile)(process.execPath, command, { env })).stdout;
};

/** A page whose status is so many days old, as the version before leaves it a day later. */
async function pageOf(days: number, changes: Partial<typeof CLOSED> = {}): Promise<string> {
  const { state, next, status } = { ...CLOSED, ...changes };
  const id = await claimedRow(db, state, null, -600);
  await db.sql(
    `UPDATE registrations SET status = $2, status_since = tolem_now() - $3 * interval '1 day', phase = 'aftercare', step = 1,
       sent_at = tolem_now() - $3 * interval '1 day', anchored_at = tolem_now() - $3 * interval '1 day', next_poll_at = ${next}
     WHERE id = $1`,
    [id, status, days],
  );
  return id;
}

/** On which day of the page's age it is polled next; null: on none. */
async function nextDayOf(id: string): Promise<number | null> {
  const [row] = await db.sql<{ day: number | null; anchored: boolean }>(
    `SELECT extract(epoch FROM next_poll_at - status_since)::float / 86400 AS day, anchored_at = status_since AS anchored
     FROM registrations WHERE id = $1`,
    [id],
  );
  expect(row!.anchored).toBe(true);
  return row!.day;
}

it('gives each its next poll, or none, and nothing twice', async () => {
  const ages: [number, number | null][] = [
    [1.5, 3],
    [5, 7],
    [62, 90],
    [118, 120],
    [119.5, 120],
    [121, null],
    [400, null],
  ];
  const pages = await Promise.all(ages.map(([days]) => pageOf(days)));
  const others = await Promise.all([
    pageOf(5, { next: `tolem_now() + interval '3 hours'` }),
    pageOf(5, { state: 'refused' }),
  ]);
  await db.sql(
    `INSERT INTO registrations SELECT copy.* FROM registrations r, generate_series(1, ${MANY}) AS n,
       jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(), 'attempt', n + 1, 'return_token', 'copy-' || n,
         'gateway_order_number', 'copy-' || n, 'gateway_order_id', 'copy-' || n)) AS copy WHERE r.id = $1`,
    [pages[1]],
  );
  expect(await migrate()).toBe(`Applied ${NAME}\n`);
  for (const [at, [, day]] of ages.entries()) {
    const next = await nextDayOf(pages[at]!);
    if (day === null) expect(next).toBeNull();
    else expect(next).toBeCloseTo(day, 5);
  }
  expect(await nextDayOf(others[0])).toBeCloseTo(5.125, 2);
  expect(await nextDayOf(others[1])).toBeNull();
  const copies = await db.sql(
    `SELECT FROM registrations WHERE return_token LIKE 'copy-%' AND next_poll_at IS NOT NULL`,
  );
  expect(copies).toHaveLength(MANY);

  const rows = () =>
    db.sql('SELECT id, next_poll_at, anchored_at, phase, step FROM registrations ORDER BY id');
  const before = await rows();
  await db.sql('DELETE FROM migrations WHERE name = $1', [NAME]);
  expect(await migrate()).toBe(`Applied ${NAME}\n`);
  expect(await rows()).toEqual(before);
});
