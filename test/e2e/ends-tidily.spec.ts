// Aim: SIGTERM ends api and worker at once and without a fault in their logs, and what was under way goes on elsewhere; no
// gateway is blamed for what was not asked any more.
import { eventually } from '../support/eventually.js';
import { System } from '../support/system.js';

const ERROR_LEVEL = /"level":(50|60)/;

let system: System;
beforeAll(async () => {
  system = await System.start();
});
afterAll(() => system?.stop());

it('ends on SIGTERM without a fault, and a new worker settles what was open', async () => {
  const { body: order } = await system.register();
  await system.pay(order);
  await system.worker.end('SIGTERM');
  expect(system.worker.log).not.toMatch(ERROR_LEVEL);
  await system.pass(60_000);
  await system.worker.start();
  await eventually(async () => expect(await system.show(order.id)).toMatchObject({ state: 'paid' }));
  await system.api.end('SIGTERM');
  expect(system.api.log).not.toMatch(ERROR_LEVEL);
});

it('blames no gateway for the rest of a batch that it asks nobody about', async () => {
  await system.api.start();
  for (let count = 0; count < 24; count += 1) expect((await system.register()).status).toBe(201);
  const order = { endpoint: 'getOrderStatusExtended.do', fault: 'slow', delayMs: 1_500, times: 0 };
  await system.control('POST', 'faults', order);
  await system.db.sql(`UPDATE registrations SET next_poll_at = tolem_now() WHERE state = 'open'`);
  await eventually(async () => {
    const [fault] = await system.control('GET', 'faults');
    expect(fault.taken).toBeGreaterThan(0);
  });
  await system.worker.end('SIGTERM');
  expect(await system.db.sql('SELECT id FROM registrations WHERE failures > 0')).toEqual([]);
  expect(await system.db.sql('SELECT reason FROM cases')).toEqual([]);
});
