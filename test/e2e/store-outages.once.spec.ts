// Aim: while a store is away a worker is not ready, and its log tells of the outage instead of drowning in it. Method: a wire to the
// store is cut, and mended.
import { Wire } from '../support/cut-wire.js';
import { eventually } from '../support/eventually.js';
import { RedisServer } from '../support/redis.js';
import { System } from '../support/system.js';

let redis: RedisServer;
let system: System;
beforeAll(async () => {
  redis = await RedisServer.start();
  system = await System.start({ redisUrl: redis.url });
});
afterAll(async () => {
  await system?.stop();
  await redis?.stop();
});

/** Each client has tried many times by then. */
const REFUSALS = 50;

const readiness = async (): Promise<number> => (await fetch(system.worker.healthUrl)).status;
const warnings = (log: string): string[] => log.split('\n').filter((line) => /"level":(40|50)/.test(line));

it.each([
  ['Redis', 'REDIS_URL', 'The job store'],
  ['Postgres', 'DATABASE_URL', 'The database'],
] as const)('an outage of %s is told by its beginning and its end', async (_what, setting, store) => {
  const wire = await Wire.to(setting === 'REDIS_URL' ? redis.url : system.db.url);
  await system.worker.end();
  await system.worker.start({ [setting]: wire.url });
  const before = system.worker.log.length;
  const since = () => system.worker.log.slice(before);
  await wire.cut();
  await eventually(async () => expect(await readiness()).toBe(503));
  await eventually(() => expect(since()).toContain(`${store} is away`));
  await wire.refuse(REFUSALS);
  await wire.mend();
  await eventually(async () => expect(await readiness()).toBe(200));
  await eventually(() => expect(since()).toContain(`${store} is back`));
  const told = warnings(since());
  expect(told.filter((line) => line.includes(`${store} is away`))).toHaveLength(1);
  // Its beginning, its end, and a line a minute of what the clients say.
  expect(told.length).toBeLessThanOrEqual(6);
  await wire.cut();
});
