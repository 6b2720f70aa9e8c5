// Aim: SIGTERM ends api and worker at once and without a fault in their logs, and what was under way goes on elsewhere.
import { eventually } from '../support/eventually.js';
import { System } from '../support/system.js';

const ERROR_LEVEL = /"level":(50|60)/;

let system: System;
beforeAll(async () => {
  system = await System.start();
}, 60_000);
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
}, 30_000);
