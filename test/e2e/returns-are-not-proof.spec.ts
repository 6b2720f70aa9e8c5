// Aim: a return believes nothing that stands in its address, and knows no token that was not given out.
import { stories, WAITING_PAGE } from '../support/story.js';

const told = stories();

it.each([
  ['another order', 'orderId=another'],
  ['a payment', 'status=1&state=paid&orderStatus=2'],
  ['the same name twice', 'orderId=one&orderId=two'],
])('a return that claims %s changes nothing', async (_, query) => {
  const story = await told.buy();
  const { pathname } = new URL(await told.system.returnUrlOf(story.order), 'http://tolem.test');
  expect(await story.comeBack({ onward: `${pathname}?${query}` })).toBe(WAITING_PAGE);
  expect(await story.show()).toMatchObject({ state: 'registered', captured: 0 });
  await story.expectTold('registered');
});

it.each(['/pay/return/nobody-knows-this', `/pay/return/${'A'.repeat(32)}`, `/pay/status/${'A'.repeat(32)}`])(
  '%s is nowhere',
  async (url) => {
    expect((await told.system.request('GET', url, { key: null })).status).toBe(404);
  },
);

it.each(['A'.repeat(201), '%zz'])('a payer whose token is %s sees a page', async (token) => {
  const { status, headers, body } = await told.system.request('GET', `/pay/return/${token}`, { key: null });
  expect([status, headers.get('content-type')]).toEqual([404, expect.stringContaining('text/html')]);
  expect(body.text).toContain('Платёж не найден');
});
