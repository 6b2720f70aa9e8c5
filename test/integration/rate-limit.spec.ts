// Aim: the rate agreed with a bank holds over all processes together, and a part of it while the store that counts is away.
import { JOB_STORE, type JobStore } from '@app/queue';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { Publisher } from '../support/publisher.js';
import { RedisServer } from '../support/redis.js';

let db: TestDatabase;
let redis: RedisServer | undefined;
const processes: Publisher[] = [];
beforeEach(async () => {
  db = await createDatabase();
  redis = process.env.TEST_BACKEND === 'redis' ? await RedisServer.start() : undefined;
  for (let at = 0; at < 2; at += 1) processes.push(await Publisher.start(db.url, [], redis?.url));
});
afterEach(async () => {
  for (const process of processes.splice(0)) await process.stop();
  await redis?.stop();
  await db.drop();
});

/** Forty calls of both processes at once get the rate: once, or on a busy machine once for each second that they take. */
async function expectRate(perSecond: number): Promise<void> {
  const name = `try-${(tries += 1)}`;
  const limits = processes.map((process) =>
    process.get<JobStore>(JOB_STORE).limitRate({ name, perSecond: 12 }),
  );
  const startedMs = performance.now();
  const waits = await Promise.all(Array.from({ length: 40 }, (_, at) => limits[at % 2]!('merchant')));
  const seconds = 1 + Math.floor((performance.now() - startedMs) / 1_000);
  for (const wait of waits) expect(wait).toBeLessThanOrEqual(1_000);
  const granted = waits.filter((wait) => wait === 0).length;
  expect(granted).toBeGreaterThanOrEqual(perSecond);
  expect(granted).toBeLessThanOrEqual(perSecond * seconds);
  expect(granted).toBeLessThan(waits.length);
}

let tries = 0;

it('is shared by the processes', async () => {
  // Until it is connected a process counts by itself.
  await eventually(() => expectRate(12));
});

it('is a quarter for each of them while the store is away', async () => {
  if (redis) await redis.end();
  else await db.sql('ALTER SCHEMA bullmq RENAME TO bullmq_gone');
  await eventually(() => expectRate(6));
});
