// Aim: the rate agreed with a bank holds over all processes together, and a part of it while the store that counts is away.
import { JOB_STORE, type JobStore } from '@app/queue';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { Publisher } from '../support/publisher.js';
import { RedisServer } from '../support/redis.js';

jest.setTimeout(30_000);

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

/** How many of so many calls of both processes at once may be made now. */
async function granted(name: string, calls: number): Promise<number> {
  const limits = processes.map((process) =>
    process.get<JobStore>(JOB_STORE).limitRate({ name, perSecond: 12 }),
  );
  const waits = await Promise.all(Array.from({ length: calls }, (_, at) => limits[at % 2]!('merchant')));
  for (const wait of waits) expect(wait).toBeLessThanOrEqual(1_000);
  return waits.filter((wait) => wait === 0).length;
}

/** On a busy machine forty calls may take longer than the second that they are counted in: then they are made anew. */
let tries = 0;
const grantedWithinASecond = (): Promise<number> => granted(`try-${(tries += 1)}`, 40);

it('is shared by the processes', async () => {
  // Until it is connected a process counts by itself.
  await eventually(async () => expect(await grantedWithinASecond()).toBe(12));
});

it('is a quarter for each of them while the store is away', async () => {
  if (redis) await redis.end();
  else await db.sql('ALTER SCHEMA bullmq RENAME TO bullmq_gone');
  await eventually(async () => expect(await grantedWithinASecond()).toBe(6));
});
