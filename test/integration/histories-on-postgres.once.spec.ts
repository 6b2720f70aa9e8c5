// Aim: what holds of the histories of test/integration/histories-in-memory.once.spec.ts holds on Postgres, and the tables in memory that they are played on
// there are like the real ones. Method: fewer of the same histories, each played in both worlds at once; after every step the rules,
// and what is written here against what is written there.
import { Logger } from '@nestjs/common';
import fc from 'fast-check';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { anyHistory } from '../support/histories/any-history.js';
import { History } from '../support/histories/history.js';
import { memoryWorld } from '../support/histories/memory-world.js';
import { postgresWorld } from '../support/histories/postgres-world.js';
import { brokenBy } from '../support/histories/rules.js';
import type { Written } from '../support/histories/world.js';

/** What is tried costs a second: the first failure is shown as it is. */
const RUNS = { numRuns: 40, endOnFailure: true };

let db: TestDatabase;
let world: Awaited<ReturnType<typeof postgresWorld>>;
const faults: unknown[][] = [];
beforeAll(async () => {
  db = await createDatabase();
  world = await postgresWorld(db);
  Logger.overrideLogger({
    log: () => {},
    warn: () => {},
    error: (...about: unknown[]) => void faults.push(about),
  });
});
afterAll(async () => {
  await world?.stop();
  await db?.drop();
});

const BY_CHANCE = { id: '', orderId: '', gatewayOrderNumber: '', returnToken: '', returnedAt: null };

/** All that does not come of chance. When to look after a hasten is left out: it hangs on jobs, which memory has none of. */
const shown = ({ order, registrations, cases, told }: Written) => ({
  order: [
    order.state,
    order.capturedMinor,
    order.refundedMinor,
    order.disputedAt,
    order.expiresAt,
    registrations.find(({ id }) => id === order.settledBy)?.attempt,
  ],
  registrations: registrations.map((row) => ({
    ...row,
    ...BY_CHANCE,
    nextPollAt: row.nextPollAt !== null,
    formUrl: row.formUrl !== null,
    withheldUrl: row.withheldUrl !== null,
    gatewayOrderId: row.gatewayOrderId !== null,
  })),
  cases: cases.map(({ reason, closedAt, closedBy, note }) => [reason, closedAt, closedBy, note]),
  told: told.map(({ seq, type, cause }) => `${seq} ${type} ${cause}`),
});

it('holds to every rule after every step, and writes what is written in memory', async () => {
  await fc.assert(
    fc.asyncProperty(anyHistory, async ({ start, steps }) => {
      faults.length = 0;
      const history = await History.begin(world, start);
      const twin = await History.begin(memoryWorld(), start);
      // In which order a group is written is the database's choice.
      for (const step of steps.filter(({ deed }) => deed !== 'poll all')) {
        await history.take(step);
        await twin.take(step);
        const broken = [...brokenBy(history), ...faults.map(String)];
        if (broken.length > 0) throw new Error(`${broken.join(', ')}; after ${JSON.stringify(step)}`);
        expect({ step, ...shown(history.is) }).toEqual({ step, ...shown(twin.is) });
      }
      await history.end();
    }),
    RUNS,
  );
});
