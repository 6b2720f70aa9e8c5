// Aim: the job store may be wiped at any moment. No order is forgotten, and what subscribers were handed over and lost with
// the store comes again.
import { eventually } from '../support/eventually.js';
import { historyOf, settled } from '../support/at-the-bank.js';
import { System } from '../support/system.js';

let system: System;
beforeAll(async () => {
  system = await System.start();
});
afterAll(() => system?.stop());

const toldOf = async (orderId: string): Promise<string[]> =>
  (await system.jobsOf('ledger', orderId)).map(({ type }) => type.slice(9, -3));

it('hands over again what was lost, and goes on with every order', async () => {
  const { body: paid } = await system.register();
  const { body: open } = await system.register();
  await system.pay(paid);
  await system.comeBack(paid);
  await eventually(async () => expect(await toldOf(paid.id)).toEqual(['order.registered', 'order.paid']));
  await eventually(async () => expect(await toldOf(open.id)).toEqual(['order.registered']));

  await system.wipeJobStore();
  await eventually(async () => expect(await toldOf(paid.id)).toEqual(['order.registered', 'order.paid']));

  await system.pay(open);
  await system.wipeJobStore();
  await system.comeBack(open);
  await settled(system, open.id, 'paid');
  for (const order of [paid, open]) {
    await eventually(async () => expect(await toldOf(order.id)).toEqual(['order.registered', 'order.paid']));
    expect(await historyOf(system, order.id)).toEqual(['1 order.registered', '2 order.paid']);
  }
});
