// Aim: whatever keeps the answer of register.do from us, the caller is told 202 and soon finds one payable page by asking
// again. Method: the bank misbehaves once in every way it knows, before or after it has done what it was asked.
import {
  awaitStuck,
  behave,
  callsAbout,
  CLOSED,
  type Endpoint,
  expectOnePayablePage,
  getStuck,
  historyOf,
  loseAnswer,
  misbehave,
  PAID,
  pagesOf,
  PAYABLE,
  post,
  settled,
  type When,
  calm,
} from '../support/at-the-bank.js';
import { eventually } from '../support/eventually.js';
import { System } from '../support/system.js';

/** Long enough for every call that is answered, short enough to wait for those that are not. */
const TIMEOUT_MS = 3_000;

let system: System;
beforeAll(async () => {
  system = await System.start({ env: { GATEWAY_TIMEOUT_MS: String(TIMEOUT_MS) } });
});
beforeEach(() => calm(system));
afterAll(() => system?.stop());

const countCalls = async (request: Record<string, unknown>, endpoint: Endpoint): Promise<number> =>
  (await callsAbout(system, request)).filter((call) => call === endpoint).length;

it.each<[string, When, number[]]>([
  ['cut', 'before', [PAYABLE]],
  ['cut', 'after', [CLOSED, PAYABLE]],
  ['http500', 'before', [PAYABLE]],
  ['http500', 'after', [CLOSED, PAYABLE]],
  ['http429', 'before', [PAYABLE]],
  ['html', 'before', [PAYABLE]],
  ['html', 'after', [CLOSED, PAYABLE]],
  ['refuse', 'before', [PAYABLE]],
  ['refuse', 'after', [CLOSED, PAYABLE]],
  ['silence', 'before', [PAYABLE]],
  ['silence', 'after', [CLOSED, PAYABLE]],
])('heals an answer lost by %s %s the bank has done it', async (fault, when, pages) => {
  const request = system.order();
  // Code 7, a system error, is the one refusal that leaves open whether it happened.
  await misbehave(system, request, 'register.do', fault, {
    when,
    ...(fault === 'refuse' && { errorCode: 7 }),
  });
  const { status, body } = await post(system, request);
  expect([status, body.state, body.paymentUrl]).toEqual([202, 'created', undefined]);
  await expectOnePayablePage(system, request, body.id, pages);
});

it('gives everybody who asks meanwhile the same order, and no address', async () => {
  const request = system.order();
  await misbehave(system, request, 'register.do', 'silence', { when: 'after' });
  const answers = await Promise.all([1, 2, 3].map(() => post(system, request)));
  expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  expect(answers.map(({ body }) => body.paymentUrl)).toEqual([undefined, undefined, undefined]);
  await expectOnePayablePage(system, request, answers[0]!.body.id, [CLOSED, PAYABLE]);
});

it('loses answer upon answer, and still ends with one payable page', async () => {
  const request = system.order();
  await misbehave(system, request, 'register.do', 'cut', { when: 'after', times: 3 });
  const { status, body } = await post(system, request);
  expect(status).toBe(202);
  // The pauses between fresh numbers grow.
  await eventually(async () => {
    await system.pass(30_000);
    expect(await system.show(body.id)).toMatchObject({ state: 'registered' });
  });
  await expectOnePayablePage(system, request, body.id, [CLOSED, CLOSED, CLOSED, PAYABLE]);
});

it.each(['http500', 'html', 'cut', 'refuse'])(
  'asks again when the question what became of it is answered by %s',
  async (fault) => {
    const request = system.order();
    const { orderId, question } = await loseAnswer(system, request, 'after');
    const faulty = { when: 'after', times: 2, ...(fault === 'refuse' && { errorCode: 7 }) };
    await misbehave(system, request, 'getOrderStatusExtended.do', fault, faulty);
    await behave(system, question);
    await eventually(async () => expect(await countCalls(request, 'getOrderStatusExtended.do')).toBe(1));
    await system.pass(5_000);
    await eventually(async () => expect(await countCalls(request, 'getOrderStatusExtended.do')).toBe(2));
    await system.pass(5_000);
    await expectOnePayablePage(system, request, orderId, [CLOSED, PAYABLE]);
  },
);

it('believes an early "not found" only as far as sending the same number again', async () => {
  const request = system.order();
  await misbehave(system, request, 'register.do', 'cut', { when: 'after' });
  await misbehave(system, request, 'getOrderStatusExtended.do', 'refuse', { errorCode: 6 });
  const { body } = await post(system, request);
  await eventually(async () => expect(await callsAbout(system, request)).toHaveLength(3));
  await system.pass(10_000);
  await expectOnePayablePage(system, request, body.id, [CLOSED, PAYABLE]);
  const calls = await callsAbout(system, request);
  expect(calls.slice(0, 4)).toEqual([
    'register.do',
    'getOrderStatusExtended.do',
    // Answered with code 1, which this time means our own order.
    'register.do',
    'getOrderStatusExtended.do',
  ]);
});

it('does not wait for a refused decline.do: the lost page is closed as soon as the bank lets it be', async () => {
  const request = system.order();
  const { orderId, question } = await loseAnswer(system, request, 'after');
  await misbehave(system, request, 'decline.do', 'refuse', { errorCode: 7, times: 2 });
  await behave(system, question);
  await settled(system, orderId, 'registered');
  expect((await pagesOf(system, orderId)).map((page) => page.status)).toEqual([PAYABLE, PAYABLE]);
  // Nobody has the address of the older one, and it is looked at until it is closed.
  for (let looks = 0; looks < 2; looks += 1) {
    const declined = await countCalls(request, 'decline.do');
    await system.pass(60_000);
    await eventually(async () => expect(await countCalls(request, 'decline.do')).toBeGreaterThan(declined));
  }
  await expectOnePayablePage(system, request, orderId, [CLOSED, PAYABLE]);
});

describe('money on a page whose address was lost', () => {
  it('wins when it is there before anybody looks', async () => {
    const request = system.order();
    await misbehave(system, request, 'register.do', 'cut', { when: 'after' });
    system.worker.signal('SIGSTOP');
    const { status, body } = await post(system, request);
    expect(status).toBe(202);
    const [page] = await pagesOf(system, body.id);
    await system.pay({ gatewayOrderId: page!.orderId });
    system.worker.signal('SIGCONT');
    await settled(system, body.id, 'paid');
    expect((await pagesOf(system, body.id)).map(({ status }) => status)).toEqual([PAID]);
    expect(await historyOf(system, body.id)).toEqual(['1 order.registered', '2 order.paid']);
    expect(await callsAbout(system, request)).toEqual(['register.do', 'getOrderStatusExtended.do']);
    expect(await post(system, request)).toMatchObject({
      status: 200,
      body: { state: 'paid', captured: 1_250_000, gatewayOrderId: page!.orderId },
    });
  });

  it('wins when it comes between the look and the closing, and the page that replaced it is closed', async () => {
    const request = system.order();
    const { orderId, question } = await loseAnswer(system, request, 'after');
    const decline = await getStuck(system, request, 'decline.do', 'arrives later');
    await behave(system, question);
    await awaitStuck(system, decline);
    const [lost] = await pagesOf(system, orderId);
    await system.pay({ gatewayOrderId: lost!.orderId });
    await behave(system, decline);
    await settled(system, orderId, 'registered');
    await system.pass(60_000);
    await settled(system, orderId, 'paid');
    await eventually(async () =>
      expect((await pagesOf(system, orderId)).map((page) => page.status)).toEqual([PAID, CLOSED]),
    );
    expect(await historyOf(system, orderId)).toEqual(['1 order.registered', '2 order.paid']);
    const { paymentUrl, gatewayOrderId } = await system.show(orderId);
    expect([paymentUrl, gatewayOrderId]).toEqual([undefined, lost!.orderId]);
  });

  it('is told as paid to whoever asks again, though the page is unknown yet that replaced it', async () => {
    const request = system.order();
    const { orderId, question } = await loseAnswer(system, request, 'after');
    const decline = await getStuck(system, request, 'decline.do', 'arrives later');
    await behave(system, question);
    await awaitStuck(system, decline);
    const [lost] = await pagesOf(system, orderId);
    await system.pay({ gatewayOrderId: lost!.orderId });
    const [fresh] = await system.db.sql<{ orderNumber: string }>(
      `SELECT gateway_order_number AS "orderNumber" FROM registrations WHERE order_id = $1 AND state = 'sending'`,
      [orderId],
    );
    await misbehave(system, fresh!, 'register.do', 'cut', { times: 0 });
    await behave(system, decline);
    await eventually(async () =>
      expect(
        await system.db.sql('SELECT state FROM registrations WHERE order_id = $1 ORDER BY attempt', [
          orderId,
        ]),
      ).toEqual([{ state: 'orphan' }, { state: 'recovering' }]),
    );
    await system.pass(60_000);
    await settled(system, orderId, 'paid');
    expect(await post(system, request)).toMatchObject({ status: 200, body: { state: 'paid' } });
  });
});

it('waits for a bank that is down, and then registers under the number it has', async () => {
  const request = system.order();
  await system.simulator.end();
  const { status, body } = await post(system, request);
  expect([status, body.state]).toEqual([202, 'created']);
  const registrations = () =>
    system.db.sql<{ state: string; number: string; polls: number }>(
      'SELECT state, gateway_order_number AS number, polls FROM registrations WHERE order_id = $1',
      [body.id],
    );
  const { number } = (await registrations())[0]!;
  await eventually(async () => {
    const [row, ...others] = await registrations();
    expect([row!.state, row!.number, others]).toEqual(['recovering', number, []]);
    // Others are due too, and while the bank is down one question at a time is asked.
    expect(row!.polls).toBeGreaterThan(0);
  });
  expect((await post(system, request)).status).toBe(202);
  await system.simulator.start();
  await system.pass(60_000);
  await expectOnePayablePage(system, request, body.id);
  const [page] = await pagesOf(system, body.id);
  expect(page!.orderNumber).toBe(number);
});
