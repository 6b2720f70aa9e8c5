// Aim: two tabs on one payment page pay once, and two returns at once get the same answer.
import { stories } from '../../support/story.js';

const PAID_ALREADY = 'This order is paid already';

const told = stories();

it('pays in one tab, and the bank refuses the other', async () => {
  const story = await told.buy();
  const [one, other] = [await story.page.read(), await story.page.read()];
  const paid = await story.page.pay({}, one);
  const refused = await story.page.pay({}, other);
  expect([refused.onward, refused.text]).toEqual([undefined, expect.stringContaining(PAID_ALREADY)]);
  expect(await Promise.all([story.comeBack(paid), story.comeBack()])).toEqual([
    story.successUrl,
    story.successUrl,
  ]);
  expect(await story.show()).toMatchObject({ state: 'paid', captured: 1_250_000, refunded: 0 });
  await story.expectTold('registered', 'paid');
  expect(await story.atTheBank()).toMatchObject({ attemptsMade: 1 });
});

it('pays once when both tabs pay in the same moment', async () => {
  const story = await told.buy();
  const tabs = [await story.page.read(), await story.page.read()];
  const steps = await Promise.all(tabs.map((tab) => story.page.pay({}, tab)));
  expect(steps.filter(({ onward }) => onward !== undefined)).toHaveLength(1);
  expect(steps.filter(({ text }) => text.includes(PAID_ALREADY))).toHaveLength(1);
  const places = await Promise.all(steps.map((step) => story.comeBack(step)));
  expect(places).toEqual([story.successUrl, story.successUrl]);
  expect(await story.show()).toMatchObject({ state: 'paid', captured: 1_250_000 });
  await story.expectTold('registered', 'paid');
  expect(await story.atTheBank()).toMatchObject({ attemptsMade: 1 });
});
