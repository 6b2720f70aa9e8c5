// Aim: an order in mode hold is registered for two steps, and paying it holds the money without taking it.
import { stories } from '../../support/story.js';

const told = stories();

it('holds the money and captures none', async () => {
  const story = await told.buy({ mode: 'hold' });
  expect(await story.calls()).toEqual(['registerPreAuth.do']);
  expect(await story.comeBack(await story.page.pay())).toBe(story.successUrl);
  const order = await story.show();
  expect(order).toMatchObject({
    state: 'authorized',
    mode: 'hold',
    amount: 1_250_000,
    captured: 0,
    refunded: 0,
    payment: { maskedCard: '444455**3333' },
  });
  expect([order.paymentUrl, order.failure]).toEqual([undefined, undefined]);
  await story.expectTold('registered', 'authorized');
  expect((await story.lastEvent()).data).toMatchObject({ state: 'authorized', captured: 0 });
  expect(await story.calls()).not.toContain('register.do');
  expect(await story.timesAsked()).toBeGreaterThan(0);
});

it('is declined as any other when the card is refused', async () => {
  const story = await told.buy({ mode: 'hold' }, 'strict');
  expect(await story.comeBack(await story.page.pay({ cvc: '999' }))).toBe(story.failUrl);
  expect(await story.show()).toMatchObject({ state: 'declined', mode: 'hold', captured: 0 });
  await story.expectTold('registered', 'declined');
});
