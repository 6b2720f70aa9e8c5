// Aim: what the bank never had is sent again under the same number, so that no death in it and no call that was long on its
// way can make a second page. Method: register.do is cut before the bank does it; the worker dies in a later step.
import {
  awaitStuck,
  behave,
  callsAbout,
  CLOSED,
  dieAndGoOn,
  expectOnePayablePage,
  type Fate,
  getStuck,
  goOnTo,
  loseAnswer,
  pagesOf,
  PAYABLE,
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

const loseRequest = async () => {
  const request = system.order();
  return { request, ...(await loseAnswer(system, request, 'before')) };
};

it('asks first, and sends the same number again', async () => {
  const { request, orderId, question } = await loseRequest();
  await behave(system, question);
  await settled(system, orderId, 'registered');
  expect(await callsAbout(system, request)).toEqual([
    'register.do',
    'getOrderStatusExtended.do',
    'register.do',
  ]);
  await expectOnePayablePage(system, request, orderId);
});

it.each<[Fate, number[]]>([
  ['never arrives', [PAYABLE]],
  ['arrives later', [CLOSED, PAYABLE]],
  ['is done', [CLOSED, PAYABLE]],
])('goes on after a death of the worker in a second register.do that %s', async (fate, pages) => {
  const { request, orderId, question } = await loseRequest();
  await dieAndGoOn(system, await goOnTo(system, request, question, { endpoint: 'register.do', fate }));
  await expectOnePayablePage(system, request, orderId, pages);
});

it('goes on after one death of the worker upon another', async () => {
  const { request, orderId, question } = await loseRequest();
  await dieAndGoOn(
    system,
    await goOnTo(system, request, question, { endpoint: 'register.do', fate: 'is done' }),
  );
  // The next one finds that page and is killed over closing it.
  const decline = await getStuck(system, request, 'decline.do', 'never arrives');
  await dieAndGoOn(system, await stuckIn(decline));
  await expectOnePayablePage(system, request, orderId, [CLOSED, PAYABLE]);
});

it('has one page when the dead worker’s call arrives after the number was sent again', async () => {
  const { request, orderId, question } = await loseRequest();
  const next = { endpoint: 'register.do', fate: 'arrives later' } as const;
  const onItsWay = await goOnTo(system, request, question, next);
  await system.worker.end('SIGKILL');
  await system.worker.start();
  await system.pass(130_000);
  await settled(system, orderId, 'registered');
  await behave(system, onItsWay);
  await eventually(async () =>
    expect((await callsAbout(system, request)).filter((call) => call === 'register.do')).toHaveLength(3),
  );
  await expectOnePayablePage(system, request, orderId, [PAYABLE]);
});

it('looks again when the number it sends a second time is taken, because it may be its own', async () => {
  const { request, orderId, question } = await loseRequest();
  const next = { endpoint: 'register.do', fate: 'arrives later' } as const;
  const second = await goOnTo(system, request, question, next);
  // Meanwhile the first call arrives after all: the bank has an order of ours under this number.
  const { calls } = await system.control('GET', 'calls');
  const [first] = calls.filter((call: any) => call.orderNumber?.startsWith(request.orderNumber));
  await sendAsLate(first.request);
  expect(await pagesOf(system, orderId)).toHaveLength(1);
  await behave(system, second);
  await system.pass(10_000);
  await expectOnePayablePage(system, request, orderId, [CLOSED, PAYABLE]);
});

async function stuckIn(faultId: string): Promise<string> {
  await awaitStuck(system, faultId);
  return faultId;
}

/** The bank gets a request whose sender has given up long ago. */
async function sendAsLate(fields: Record<string, string>): Promise<void> {
  const { merchants } = system.readConfig() as { merchants: { baseUrl: string; password: string }[] };
  const { baseUrl, password } = merchants[0]!;
  const answer = await fetch(new URL('register.do', baseUrl), {
    method: 'POST',
    body: new URLSearchParams({ ...fields, password }),
  });
  expect(await answer.json()).toHaveProperty('formUrl');
}
