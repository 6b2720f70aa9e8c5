// Aim: however often and wherever a number is asked for, the bank hears of it once and everybody gets the same order.
// Method: two api processes on one database, many identical requests at once, and the bank's own count of calls.
import { setTimeout as sleep } from 'node:timers/promises';
import { getStuck, awaitStuck, behave, pagesOf, post } from '../support/at-the-bank.js';
import { type Answer, System } from '../support/system.js';

const NUMBERS = 50;
const TIMES = 20;

let system: System;
beforeAll(async () => {
  system = await System.start({ apis: 2 });
});
afterAll(() => system?.stop());

const registerCalls = async (): Promise<number> =>
  (await system.control('GET', 'calls')).counts['register.do'];

const statusesOf = (answers: readonly Answer[]): number[] =>
  answers.map(({ status }) => status).toSorted((one, other) => one - other);

/** Told to come again, a shop comes again: so many at once are more than one key may have. */
async function insist(request: Record<string, unknown>, api: number): Promise<Answer> {
  for (;;) {
    const answer = await post(system, request, { api });
    if (answer.status !== 429) return answer;
    await sleep(50);
  }
}

it(`calls register.do ${NUMBERS} times for ${NUMBERS} numbers asked for ${TIMES} times each at once`, async () => {
  const requests = Array.from({ length: NUMBERS }, () => system.order());
  const asked = Array.from({ length: TIMES }, (_, at) => requests.map((request) => insist(request, at % 2)));
  const answers = await Promise.all(asked.map((round) => Promise.all(round)));
  const [orders] = await system.db.sql('SELECT count(*)::int AS count FROM orders');
  expect([await registerCalls(), orders!.count]).toEqual([NUMBERS, NUMBERS]);
  for (const [at, request] of requests.entries()) {
    const ofOne = answers.map((round) => round[at]!);
    const made = ofOne.filter(({ status }) => status === 201);
    expect(made).toHaveLength(1);
    const { id, paymentUrl } = made[0]!.body;
    for (const { status, body } of ofOne.filter((answer) => answer !== made[0])) {
      expect([200, 202]).toContain(status);
      expect([body.id, body.orderNumber]).toEqual([id, request.orderNumber]);
      if (status === 200) expect(body.paymentUrl).toBe(paymentUrl);
    }
    expect(await pagesOf(system, id)).toHaveLength(1);
  }
});

it('gives every caller who waits the page that the first one gets', async () => {
  const request = system.order();
  const stuck = await getStuck(system, request, 'register.do', 'is done');
  const asked = Array.from({ length: 6 }, (_, at) => post(system, request, { api: at % 2 }));
  await awaitStuck(system, stuck);
  await behave(system, stuck);
  const answers = await Promise.all(asked);
  expect(statusesOf(answers)).toEqual([200, 200, 200, 200, 200, 201]);
  expect(new Set(answers.map(({ body }) => body.paymentUrl)).size).toBe(1);
});

describe('a number that has its order', () => {
  const request = () => system.order({ description: 'two cups' });

  it('answers the same request with the order as stored, by either api, and tells the bank nothing', async () => {
    const same = request();
    const { body } = await post(system, same);
    const calls = await registerCalls();
    const again = await post(system, same, { api: 1 });
    expect(again).toMatchObject({ status: 200, body });
    expect(again.headers.get('location')).toBe(`/v1/orders/${body.id}`);
    expect(await registerCalls()).toBe(calls);
  });

  it('is not made another by what is not a fact', async () => {
    const same = request();
    const { body } = await post(system, same);
    const more = { description: 'three cups', language: 'kk', metadata: { a: 'b' }, expiresInSeconds: 60 };
    expect(await post(system, { ...same, ...more })).toMatchObject({ status: 200, body });
  });

  it.each([
    [['amount'], { amount: 1_250_001 }],
    [['successUrl'], { successUrl: 'http://shop.test:9999/thanks?cart=2' }],
    [['failUrl'], { failUrl: 'http://shop.test:9999/thanks' }],
    [['failUrl'], { failUrl: undefined }],
    [['amount', 'successUrl'], { amount: 1, successUrl: 'http://shop.test:9999/' }],
  ])('is refused with other facts, naming %j', async (names, facts) => {
    const same = request();
    const { body } = await post(system, same);
    const calls = await registerCalls();
    const { status, body: problem } = await post(system, { ...same, ...facts }, { api: 1 });
    expect(status).toBe(409);
    expect(problem).toMatchObject({ code: 'ORDER_FACTS_DIFFER', retry: 'never' });
    expect(problem.detail).toContain(names.join(', '));
    expect(problem.errors.map((error: { pointer: string }) => error.pointer)).toEqual(
      names.map((name) => `/${name}`),
    );
    expect(await system.show(body.id)).toEqual(body);
    expect(await registerCalls()).toBe(calls);
  });

  it('belongs to its shop: another shop of the same merchant has an order of its own', async () => {
    const same = request();
    const [one, other] = [await post(system, same), await post(system, same, { shop: 'stranger' })];
    expect(statusesOf([one, other])).toEqual([201, 201]);
    expect(one.body.gatewayOrderId).not.toBe(other.body.gatewayOrderId);
  });
});

it('makes one order of two amounts that race for a number', async () => {
  const request = system.order();
  const calls = await registerCalls();
  const amounts = [100, 200, 100, 200, 100, 200];
  const answers = await Promise.all(
    amounts.map((amount, at) => post(system, { ...request, amount }, { api: at % 2 })),
  );
  expect(statusesOf(answers)).toEqual([200, 200, 201, 409, 409, 409]);
  const [won] = answers.filter(({ status }) => status === 201);
  answers.forEach(({ status }, at) => expect(status === 409).toBe(amounts[at] !== won!.body.amount));
  expect(await registerCalls()).toBe(calls + 1);
});
