// Aim: a migration gives up on a table that others keep locked, says so and can be run again; an index whose building was cut off
// is built anew; the oldest version that may run never goes down. Method: the command as built, and the helpers, on real tables.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { DataSource, type QueryRunner } from 'typeorm';
import { buildIndex } from '../../libs/database/src/migrations/build-index.js';
import { raiseOldestVersion } from '../../libs/database/src/migrations/raise-oldest-version.js';
import { ROOT } from '../support/child.js';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { inherited } from '../support/inherited.js';

let db: TestDatabase;
let source: DataSource;
let runner: QueryRunner;
beforeAll(async () => {
  db = await createDatabase();
  source = await new DataSource({ type: 'postgres', url: db.url }).initialize();
  runner = source.createQueryRunner();
});
afterAll(async () => {
  await source?.destroy();
  await db?.drop();
});

const migrate = () =>
  promisify(execFile)(process.execPath, [path.join(ROOT, 'dist/apps/worker/migrate.js')], {
    env: { ...inherited(), DATABASE_URL: db.url },
  });

const LAST = 'OldestVersion1700000000015';

it('gives up on a table that is locked, leaves nothing half done, and goes on once it is free', async () => {
  await db.sql('DELETE FROM migrations WHERE name = $1', [LAST]);
  await db.sql('DROP TABLE oldest_version');
  await db.sql('CREATE VIEW oldest_version AS SELECT 1 AS one');
  await expect(migrate()).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('already exists'),
  });
  await db.sql('DROP VIEW oldest_version');
  const other = new pg.Client(db.url);
  await other.connect();
  try {
    // Its own table: whatever a migration waits for, it waits five seconds at most.
    await other.query('BEGIN; LOCK TABLE migrations IN ACCESS EXCLUSIVE MODE');
    await expect(migrate()).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/locked .*run it again/),
    });
  } finally {
    await other.end();
  }
  expect((await migrate()).stdout).toBe(`Applied ${LAST}\n`);
  expect((await migrate()).stdout).toBe('The database is up to date\n');
});

it('builds an index anew that was left invalid, and leaves one alone that is there', async () => {
  await db.sql('CREATE TABLE grows (id int, twice int)');
  await db.sql('INSERT INTO grows SELECT n, n % 5 FROM generate_series(1, 10) n');
  await expect(runner.query('CREATE UNIQUE INDEX CONCURRENTLY grows_twice ON grows (twice)')).rejects.toThrow(
    /unique/,
  );
  const isValid = async () =>
    (await db.sql(`SELECT indisvalid FROM pg_index WHERE indexrelid = 'grows_twice'::regclass`))[0];
  expect(await isValid()).toEqual({ indisvalid: false });
  for (let times = 0; times < 2; times += 1) await buildIndex(runner, 'grows_twice', 'ON grows (twice)');
  expect(await isValid()).toEqual({ indisvalid: true });
});

it('raises the oldest version, by its numbers, and never lowers it', async () => {
  const oldest = async () => (await db.sql('SELECT version FROM oldest_version'))[0];
  for (const [version, then] of [
    ['0.9.0', '0.9.0'],
    ['0.10.0', '0.10.0'],
    ['0.9.1', '0.10.0'],
  ] as const) {
    await raiseOldestVersion(runner, version);
    expect(await oldest()).toEqual({ version: then });
  }
});
