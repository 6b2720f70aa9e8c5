/**
 * `npm run seed:many -- --yes-fill-this-database [--orders 1000000] [--cases 20000] [--shops shop=merchant,…]`: fills the migrated,
 * empty database of DATABASE_URL with orders as three months of business leave them, to see what pages cost at that size. For
 * tests and trials: it never touches a database that has orders of anybody else's.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { runCommand } from '../../../apps/launcher/run-command.mjs';
import { CASE_IDS, KINDS, OVERDUE_ID, UNDER_WAY_ID, USUAL_IDS } from './kinds.mjs';

const BATCH = 25_000;
/** Beside each other: one batch is one transaction of one connection. */
const LANES = 2;
const FLAG = 'yes-fill-this-database';
const TABLES = 'orders, registrations, registration_answers, operations, cases, events';
const BATCH_SQL = readFileSync(path.join(import.meta.dirname, 'batch.sql'), 'utf8');

/** The same for the same number, so that a seed can be had again. */
const FUNCTIONS = `
CREATE FUNCTION pg_temp.dice(n bigint, throw int, sides int) RETURNS int LANGUAGE sql IMMUTABLE AS
  $$ SELECT ((hashint8extended(n, throw) & 2147483647) % sides)::int $$;
-- A v7 id: rows of one time lie beside each other in every index, as in life.
CREATE FUNCTION pg_temp.seeded_id(what text, n bigint, at timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE AS
  $$ SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || left(md5(what || n), 3) || '8'
             || substr(md5(what || n), 4, 15))::uuid $$;`;

await runCommand(async () => {
  const options = readOptions();
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error('DATABASE_URL is missing: it names the database to fill.');
  if (process.env.NODE_ENV === 'production') throw new Error('This is not for production.');
  const client = await connect(url);
  try {
    await mustBeEmpty(client);
    await fill(url, options);
    await addElsewhere(client, options);
    await settleIn(client);
  } finally {
    await client.end();
  }
});

function readOptions() {
  const { values } = parseArgs({
    options: {
      [FLAG]: { type: 'boolean' },
      orders: { type: 'string', default: '1000000' },
      cases: { type: 'string', default: '20000' },
      shops: { type: 'string', default: 'demo-shop=demo,strict-shop=demo-strict' },
    },
  });
  if (!values[FLAG])
    throw new Error(`This fills a database for good: say --${FLAG} if that is what you want.`);
  const [orders, cases] = [Number(values.orders), Number(values.cases)];
  if (!Number.isInteger(orders / cases) || cases < 1)
    throw new Error('--orders has to be a multiple of --cases.');
  const shops = values.shops.split(',').map((pair) => pair.split('='));
  if (shops.some((pair) => pair.length !== 2)) throw new Error('--shops takes shop=merchant,shop=merchant.');
  return { orders, cases, shops };
}

async function connect(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  // Who loses the seed in a crash seeds again.
  await client.query('SET synchronous_commit = off');
  await client.query(FUNCTIONS);
  return client;
}

async function mustBeEmpty(client) {
  const { rows } = await client.query('SELECT order_number FROM orders LIMIT 1');
  if (rows.length > 0)
    throw new Error(
      rows[0].order_number.startsWith('SEED-')
        ? 'This database is filled already: take a fresh one.'
        : 'This database has orders of its own: it is left alone.',
    );
}

async function fill(url, { orders, cases, shops }) {
  const startMs = performance.now();
  const begun = new Date();
  let next = 1;
  let done = 0;
  const lane = async () => {
    const client = await connect(url);
    try {
      while (next <= orders) {
        const [from, to] = [next, Math.min(next + BATCH - 1, orders)];
        next = to + 1;
        await client.query(BATCH_SQL, [
          from,
          to,
          orders,
          orders / cases,
          JSON.stringify(KINDS),
          USUAL_IDS,
          CASE_IDS,
          JSON.stringify(shops),
          begun,
          [UNDER_WAY_ID, OVERDUE_ID],
        ]);
        done += to - from + 1;
        const seconds = Math.round((performance.now() - startMs) / 1000);
        if (done % (8 * BATCH) === 0 || done === orders) console.log(`${done} orders after ${seconds} s`);
      }
    } finally {
      await client.end();
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

/** The reasons that are about no order. */
async function addElsewhere(client, { shops }) {
  const merchant = `merchant:${shops[0][1]}`;
  await client.query(
    `WITH troubles (subject, reason) AS (
       VALUES ('subscription:ledger', 'event_undelivered'), ('subscription:ledger', 'subscriptions_differ'), ($1, 'gateway_unreachable'), ($1, 'credentials_refused'), ($1, 'bank_clock'), ($1, 'unknown_page_host')),
     opened AS (
       INSERT INTO cases (id, reason, subject, merchant_id, detail, detail_hash, opened_at)
       SELECT gen_random_uuid(), reason, subject, substring(subject FROM '^merchant:(.*)$'), '{"why": "seeded"}', md5(reason), tolem_now() - interval '1 hour' FROM troubles
       RETURNING id, reason, subject, opened_at),
     numbered AS (SELECT *, row_number() OVER (PARTITION BY subject ORDER BY reason) AS seq FROM opened),
     counted AS (INSERT INTO subjects (subject, last_seq) SELECT subject, max(seq) FROM numbered GROUP BY subject)
     INSERT INTO events (position, event_id, subject, seq, type, data, cause, occurred_at)
     SELECT nextval('event_positions'), gen_random_uuid(), subject, seq, 'case.opened',
            jsonb_build_object('caseId', id, 'reason', reason, 'subject', subject, 'occurredAt', opened_at, 'cause', 'schedule'),
            'schedule', opened_at
     FROM numbered ORDER BY subject, seq`,
    [merchant],
  );
}

/** Queues are not flooded with what never happened: their subscriptions go on behind it. Tolem's own counting begins at the beginning. */
async function settleIn(client) {
  await client.query(
    `UPDATE subscriptions SET starts_after = newest, cursor = newest FROM (SELECT max(position) AS newest FROM events) AS log
     WHERE kind = 'queue'`,
  );
  await client.query(`VACUUM (ANALYZE) ${TABLES}`);
  const { rows } = await client.query(
    `SELECT (SELECT count(*) FROM orders) AS orders, (SELECT count(*) FROM registrations) AS registrations,
            (SELECT count(*) FROM events) AS events, (SELECT count(*) FROM cases WHERE closed_at IS NULL) AS cases`,
  );
  const { orders, registrations, events, cases } = rows[0];
  console.log(`${orders} orders, ${registrations} registrations, ${events} events, ${cases} open cases`);
}
