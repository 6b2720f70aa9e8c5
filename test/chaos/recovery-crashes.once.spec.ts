// Aim: kill -9 of the worker at any step of recovery changes nothing of its end. Method: the bank has done register.do and
// its answer is lost; the step is stuck at the bank, the worker dies in it, and another goes on once the lease is over.
import {
  CLOSED,
  dieAndGoOn,
  type Endpoint,
  expectOnePayablePage,
  type Fate,
  goOnTo,
  loseAnswer,
  orderIdOf,
  pagesOf,
  PAYABLE,
  post,
  settled,
  calm,
} from '../support/at-the-bank.js';
import { eventually } from '../support/eventually.js';
import { System } from '../support/system.js';

let system: System;
beforeAll(async () => {
  system = await System.start();
});
beforeEach(() => calm(system));
afterAll(() => system?.stop());

it('goes on after a death in the question what became of it', async () => {
  const request = system.order();
  const { orderId, question } = await loseAnswer(system, request, 'after');
  await dieAndGoOn(system, question);
  await expectOnePayablePage(system, request, orderId, [CLOSED, PAYABLE]);
});

it.each<[Endpoint, Fate, number[]]>([
  ['decline.do', 'never arrives', [CLOSED, PAYABLE]],
  ['decline.do', 'arrives later', [CLOSED, PAYABLE]],
  ['decline.do', 'is done', [CLOSED, PAYABLE]],
  ['register.do', 'never arrives', [CLOSED, PAYABLE]],
  ['register.do', 'arrives later', [CLOSED, CLOSED, PAYABLE]],
  ['register.do', 'is done', [CLOSED, CLOSED, PAYABLE]],
])('goes on after a death in a %s that %s', async (endpoint, fate, pages) => {
  const request = system.order();
  const { orderId, question } = await loseAnswer(system, request, 'after');
  await dieAndGoOn(system, await goOnTo(system, request, question, { endpoint, fate }));
  await expectOnePayablePage(system, request, orderId, pages);
});

it('closes a page whose address was lost before the next one is made, also after a death between the two', async () => {
  const request = system.order();
  await system.api.end();
  await system.api.start({ TOLEM_CRASH_AT: 'send.after-call' });
  expect(await post(system, request).catch(() => 'cut')).toBe('cut');
  await system.api.start();
  const orderId = await orderIdOf(system, request);
  await system.worker.end();
  await system.worker.start({ TOLEM_CRASH_AT: 'recovery.after-orphan' });
  await system.pass(60_000);
  await eventually(() => expect(system.worker.isAlive).toBe(false));
  // The look at the lost page, which would close it, is late.
  const [lost] = await pagesOf(system, orderId);
  expect(lost).toMatchObject({ status: PAYABLE, formUrlDelivered: true });
  await system.control('POST', 'faults', {
    endpoint: 'getOrderStatusExtended.do',
    fault: 'hold',
    times: 0,
    match: { orderId: lost!.orderId },
  });
  await system.worker.start();
  await system.pass(130_000);
  await settled(system, orderId, 'registered');
  await system.control('DELETE', 'faults');
  await expectOnePayablePage(system, request, orderId, [CLOSED, PAYABLE]);
});
