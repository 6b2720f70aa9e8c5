// Aim: the first card is refused, the second pays on the same page; the refusal is told only if somebody looked between.
import { eventually } from '../../support/eventually.js';
import { MINUTE_MS, stories } from '../../support/story.js';

const EMPTY_CARD = { pan: '4000 0000 0116 0003' };

const told = stories();

it('tells nothing of an attempt that nobody looked at', async () => {
  const story = await told.buy();
  expect((await story.page.pay(EMPTY_CARD)).onward).toBeUndefined();
  expect(await story.comeBack(await story.page.pay())).toBe(story.successUrl);
  expect(await story.show()).toMatchObject({ state: 'paid', payment: { maskedCard: '444455**3333' } });
  await story.expectTold('registered', 'paid');
});

it('tells once of a refused attempt that a look found, however often it is looked at', async () => {
  const story = await told.buy();
  await story.page.pay(EMPTY_CARD);
  await told.system.pass(MINUTE_MS);
  await eventually(async () => expect(await story.history()).toHaveLength(2));
  await story.expectTold('registered', 'attempt_failed');
  expect((await story.lastEvent()).data).toMatchObject({ state: 'registered', actionCode: 116, captured: 0 });
  const asked = await story.timesAsked();
  await told.system.pass(2 * MINUTE_MS);
  await eventually(async () => expect(await story.timesAsked()).toBeGreaterThan(asked));

  const paid = await story.page.pay();
  expect(await story.comeBack(paid)).toBe(story.successUrl);
  expect(await story.show()).toMatchObject({ state: 'paid', captured: 1_250_000, refunded: 0 });
  await story.expectTold('registered', 'attempt_failed', 'paid');
});
