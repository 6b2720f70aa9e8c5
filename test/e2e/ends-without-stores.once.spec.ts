// Aim: a worker that is told to end ends, whatever of its stores is away by then: a Redis that is gone or hangs, a Postgres that is.
// Method: a wire between the worker and the store is cut, or hangs, before SIGTERM.
import { Wire } from '../support/cut-wire.js';
import { eventually } from '../support/eventually.js';
import { RedisServer } from '../support/redis.js';
import { System } from '../support/system.js';

/** The promise, with what a busy machine takes to notice. */
const ENDS_WITHIN_MS = 15_000;

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

it.each([
  ['Redis is gone', 'REDIS_URL', 'cut'],
  ['Redis hangs', 'REDIS_URL', 'hang'],
  ['Postgres is gone', 'DATABASE_URL', 'cut'],
  ['Postgres hangs', 'DATABASE_URL', 'hang'],
] as const)('the worker ends within 15 s while %s', async (_what, setting, trouble) => {
  const wire = await Wire.to(setting === 'REDIS_URL' ? redis.url : system.db.url);
  await system.worker.end();
  await system.worker.start({ [setting]: wire.url });
  const { body: order } = await system.register();
  await system.pay(order);
  await system.comeBack(order);
  await eventually(async () => expect(await system.show(order.id)).toMatchObject({ state: 'paid' }));
  await wire[trouble]();
  const toldAtMs = performance.now();
  await system.worker.end('SIGTERM');
  expect(performance.now() - toldAtMs).toBeLessThan(ENDS_WITHIN_MS);
  await wire.mend();
  await wire.cut();
});
