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
  PAYABLE,
  calm,
} from '../support/at-the-bank.js';
import { System } from '../support/system.js';

let system: System;
beforeAll(async () => {
  system = await System.start();
}, 60_000);
beforeEach(() => calm(system));
afterAll(() => system?.stop());

it('goes on after a death in the question what became of it', async () => {
  const request = system.order();
  const { orderId, question } = await loseAnswer(system, request, 'after');
  await dieAndGoOn(system, question);
  await expectOnePayablePage(system, request, orderId, [CLOSED, PAYABLE]);
}, 120_000);

it.each<[Endpoint, Fate, number[]]>([
  ['decline.do', 'never arrives', [CLOSED, PAYABLE]],
  ['decline.do', 'arrives later', [CLOSED, PAYABLE]],
  ['decline.do', 'is done', [CLOSED, PAYABLE]],
  ['register.do', 'never arrives', [CLOSED, PAYABLE]],
  ['register.do', 'arrives later', [CLOSED, CLOSED, PAYABLE]],
  ['register.do', 'is done', [CLOSED, CLOSED, PAYABLE]],
])(
  'goes on after a death in a %s that %s',
  async (endpoint, fate, pages) => {
    const request = system.order();
    const { orderId, question } = await loseAnswer(system, request, 'after');
    await dieAndGoOn(system, await goOnTo(system, request, question, { endpoint, fate }));
    await expectOnePayablePage(system, request, orderId, pages);
  },
  120_000,
);
