// Aim: a payer who is back before he has paid waits on a page of ours; nothing is decided until the bank has said more.
import { eventually } from '../../support/eventually.js';
import { MINUTE_MS, stories, WAITING_PAGE } from '../../support/story.js';

const told = stories();

it('waits, and goes on by itself once he has paid in his first tab', async () => {
  const story = await told.buy();
  expect(await story.comeBack()).toBe(WAITING_PAGE);
  expect(await story.timesAsked()).toBeGreaterThan(0);
  expect(await story.show()).toMatchObject({
    state: 'registered',
    captured: 0,
    paymentUrl: story.order.paymentUrl,
  });
  expect(await story.waitingPageLearns()).toEqual({ decided: false, payable: true });
  await story.expectTold('registered');

  await story.page.pay();
  // His return made the looks dense; nobody comes back a second time.
  await told.system.pass(MINUTE_MS);
  await eventually(async () =>
    expect(await story.waitingPageLearns()).toEqual({ decided: true, location: story.successUrl }),
  );
  expect(await story.show()).toMatchObject({ state: 'paid', captured: 1_250_000 });
  await story.expectTold('registered', 'paid');
});

it.each([
  ['kk', 'Төлем тексерілуде'],
  ['ru', 'Проверяем оплату'],
  ['en', 'Checking your payment'],
])('waits in his own language (%s), with both ways out on the page', async (language, title) => {
  const story = await told.buy({ language });
  const { status, body } = await told.system.comeBack(story.order);
  expect([status, body.text]).toEqual([200, expect.stringContaining(`<h1>${title}</h1>`)]);
  for (const url of [story.order.paymentUrl, story.failUrl])
    expect(body.text).toContain(`href="${String(url).replaceAll('&', '&amp;')}"`);
  await story.expectTold('registered');
});
