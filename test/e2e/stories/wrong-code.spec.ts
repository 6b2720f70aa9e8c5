// Aim: a wrong CVC ends the order where one attempt is all there is, and only the attempt where there are three.
import { stories } from '../../support/story.js';

const WRONG_CVC = { cvc: '999' };
const FAILURE = { actionCode: 71015, advice: 'fix-data', reason: expect.stringMatching(/CVC/) };

const told = stories();

it.each(['999', '000'])('declines CVC %s at the merchant of one attempt', async (cvc) => {
  const story = await told.buy({}, 'strict');
  const refused = await story.page.pay({ cvc });
  expect(await story.comeBack(refused)).toBe(story.failUrl);
  const order = await story.show();
  expect(order).toMatchObject({ state: 'declined', captured: 0, failure: FAILURE });
  expect([order.paymentUrl, order.payment]).toEqual([undefined, undefined]);
  await story.expectTold('registered', 'declined');
  expect((await story.lastEvent()).data).toMatchObject({ state: 'declined', ...FAILURE });
  expect(await story.timesAsked()).toBeGreaterThan(0);
});

it('keeps the page of the merchant of three attempts', async () => {
  const story = await told.buy();
  const refused = await story.page.pay(WRONG_CVC);
  // The bank keeps its payer on the page; only he who leaves by himself comes to us.
  expect(refused.onward).toBeUndefined();
  expect(refused.text).toMatch(/id="error"[^>]*>\s*\S/);
  expect(await story.comeBack()).toBe(story.failUrl);
  const order = await story.show();
  expect(order).toMatchObject({ state: 'registered', captured: 0, paymentUrl: story.order.paymentUrl });
  expect(order.failure).toBeUndefined();
  await story.expectTold('registered', 'attempt_failed');
  expect((await story.lastEvent()).data).toMatchObject({ state: 'registered', ...FAILURE });
});

it('declines at the third wrong one', async () => {
  const story = await told.buy();
  for (const attempt of [1, 2, 3]) {
    const { onward } = await story.page.pay(WRONG_CVC);
    expect(onward === undefined).toBe(attempt < 3);
  }
  expect(await story.comeBack()).toBe(story.failUrl);
  expect(await story.show()).toMatchObject({ state: 'declined', captured: 0, failure: FAILURE });
  await story.expectTold('registered', 'declined');
});
