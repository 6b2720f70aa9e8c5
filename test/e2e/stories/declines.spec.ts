// Aim: every card that is refused gives its own action code, reason and advice, to the shop's developer and in the event.
import { stories } from '../../support/story.js';

const told = stories();

it.each([
  ['5168 4948 9505 5780', -2025, /issuer refused/, 'retry-3ds-or-other-card'],
  ['4000 0000 0116 0003', 116, /^Not enough money$/, 'top-up-or-other-card'],
  ['4000 0000 0005 0007', 5, /do not honour/, 'contact-issuer-or-other-card'],
  ['4000 0000 0121 0006', 121, /limit/, 'other-card-or-limit'],
  ['4000 0000 0151 0009', 151, /fraud/, 'contact-issuer'],
  ['4000 0000 0203 0007', 203, /lost/, 'other-card'],
  ['4000 0000 0907 0006', 907, /unreachable/, 'try-later'],
  ['4242 4242 4242 4242', 71015, /wrong/, 'fix-data'],
])('card %s is declined with %i', async (pan, actionCode, reason, advice) => {
  const story = await told.buy({}, 'strict');
  expect(await story.comeBack(await story.page.pay({ pan }))).toBe(story.failUrl);
  const failure = { actionCode, reason: expect.stringMatching(reason), advice };
  expect(await story.show()).toMatchObject({ state: 'declined', captured: 0, failure });
  await story.expectTold('registered', 'declined');
  expect((await story.lastEvent()).data).toMatchObject({ state: 'declined', captured: 0, ...failure });
  expect(await story.timesAsked()).toBeGreaterThan(0);
});

it('a challenge that is passed does not fill an empty card', async () => {
  const story = await told.buy({}, 'strict');
  const { acs } = await story.page.pay({ pan: '5200 0000 0116 0008' });
  expect(await story.comeBack(await story.page.prove(acs!, 'success'))).toBe(story.failUrl);
  expect(await story.show()).toMatchObject({ state: 'declined', failure: { actionCode: 116 } });
  await story.expectTold('registered', 'declined');
});

it('a card that the page itself refuses is no attempt at all', async () => {
  const story = await told.buy({}, 'strict');
  const { onward, text } = await story.page.pay({ expiry: '12/20' });
  expect([onward, text]).toEqual([undefined, expect.stringContaining('aria-invalid="true"')]);
  expect(await story.comeBack(await story.page.pay())).toBe(story.successUrl);
  await story.expectTold('registered', 'paid');
});
