// Aim: a payer pays on the bank's page and is sent to the shop's success URL, because the bank was asked: the return alone
// decides nothing.
import { behave, misbehave } from '../../support/at-the-bank.js';
import { stories, WAITING_PAGE } from '../../support/story.js';

const told = stories();

it('pays with a card and lands at the success URL', async () => {
  const story = await told.buy();
  expect((await story.page.read()).replaceAll(/\u00a0|\u202f/g, ' ')).toContain('12 500 ₸');
  const paid = await story.page.pay();
  expect(await story.comeBack(paid)).toBe(story.successUrl);
  const order = await story.show();
  expect(order).toMatchObject({
    state: 'paid',
    amount: 1_250_000,
    captured: 1_250_000,
    refunded: 0,
    payment: { way: 'CARD', maskedCard: '444455**3333' },
  });
  expect([order.paymentUrl, order.failure]).toEqual([undefined, undefined]);
  await story.expectTold('registered', 'paid');
  expect((await story.lastEvent()).data).toMatchObject({
    state: 'paid',
    captured: 1_250_000,
    cause: 'return',
  });
  expect((await story.calls()).slice(0, 2)).toEqual(['register.do', 'getOrderStatusExtended.do']);
});

it.each([
  ['APPLE_PAY', '520424**1234'],
  ['GOOGLE_PAY', '489537**6789'],
] as const)('pays with %s', async (way, maskedCard) => {
  const story = await told.buy();
  expect(await story.comeBack(await story.page.payWith(way))).toBe(story.successUrl);
  expect(await story.show()).toMatchObject({
    state: 'paid',
    captured: 1_250_000,
    payment: { way, maskedCard },
  });
  await story.expectTold('registered', 'paid');
});

it('is not believed to have paid before the bank has said so', async () => {
  const story = await told.buy();
  const fault = await misbehave(told.system, story.order, 'getOrderStatusExtended.do', 'http500', {
    times: 0,
  });
  expect(await story.comeBack(await story.page.pay())).toBe(WAITING_PAGE);
  expect(await story.timesAsked()).toBeGreaterThan(0);
  expect(await story.show()).toMatchObject({ state: 'registered', captured: 0 });
  await story.expectTold('registered');
  await behave(told.system, fault);
  await story.settled('paid');
  expect(await story.comeBack()).toBe(story.successUrl);
  await story.expectTold('registered', 'paid');
});
