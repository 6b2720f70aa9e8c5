// Aim: a return believes nothing that stands in its address, and knows no token that was not given out.
import { stories, WAITING_PAGE } from '../support/story.js';
import type { Answer } from '../support/system.js';

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

const NOBODYS = 'A'.repeat(32);

it.each([
  '/pay',
  '/pay/?orderId=1',
  '/pay/elsewhere',
  '/pay/return',
  '/pay/return/short',
  `/pay/return/${NOBODYS}`,
  `/pay/return/${NOBODYS}/more`,
  `/pay/return/${'A'.repeat(201)}`,
  '/pay/return/%zz',
])('a payer who comes to %s sees a page', async (url) => {
  expectPage(await told.system.request('GET', url, { key: null }), 404, 'Платёж не найден');
});

it.each(['application/x-www-form-urlencoded', 'text/plain'])(
  'a payer whom a form of %s brings sees a page',
  async (type) => {
    const sent = { key: null, raw: 'orderId=1', type };
    expectPage(await told.system.request('POST', `/pay/return/${NOBODYS}`, sent), 404, 'Платёж не найден');
  },
);

it('a payer about whom nothing can be looked up sees a page that tries again', async () => {
  const url = `/pay/return/${NOBODYS}`;
  await told.system.db.sql('ALTER TABLE registrations RENAME TO gone');
  try {
    expectPage(await told.system.request('GET', url, { key: null }), 503, 'http-equiv="refresh"');
  } finally {
    await told.system.db.sql('ALTER TABLE gone RENAME TO registrations');
  }
});

function expectPage({ status, headers, body }: Answer, expected: number, content: string): void {
  expect([status, headers.get('content-type')]).toEqual([expected, expect.stringContaining('text/html')]);
  expect(body.text).toContain(content);
}

it.each([
  `/pay/status/${NOBODYS}`,
  '/pay/status/short',
  '/pay/status/%zz',
  '/pay/callback',
  '/payments',
  '/v1/pay',
])('a program that asks for %s gets JSON', async (url) => {
  const { status, headers } = await told.system.request('GET', url, { key: null });
  expect(headers.get('content-type')).toContain('json');
  expect([400, 404]).toContain(status);
});
