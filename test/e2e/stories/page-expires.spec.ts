// Aim: an order expires when the bank says so and not by our clock, and can be paid on a fresh page.
import { behave, misbehave } from '../../support/at-the-bank.js';
import { eventually } from '../../support/eventually.js';
import { MINUTE_MS, Story, stories } from '../../support/story.js';

const EXPIRED = { state: 'expired', captured: 0, failure: { actionCode: -2007, advice: 'new-order' } };

const told = stories();

it('expires, and is paid on the next page', async () => {
  const story = await told.buy({ expiresInSeconds: 600 });
  await told.system.pass(12 * MINUTE_MS);
  await story.settled('expired');
  const expired = await story.show();
  expect(expired).toMatchObject(EXPIRED);
  expect(expired.paymentUrl).toBeUndefined();
  await story.expectTold('registered', 'expired');
  expect(await story.page.read()).toContain('time for this payment is over');
  expect(await story.comeBack()).toBe(story.failUrl);

  const url = `/v1/orders/${story.order.id}/registrations`;
  const { status, body } = await told.system.request('POST', url);
  expect([status, body.state]).toEqual([201, 'registered']);
  expect(body.paymentUrl).not.toBe(story.order.paymentUrl);
  const fresh = new Story(told.system, body, 'patient');
  expect(await fresh.comeBack(await fresh.page.pay())).toBe(fresh.successUrl);
  expect(await fresh.show()).toMatchObject({ state: 'paid', captured: 1_250_000 });
  await fresh.expectTold('registered', 'expired', 'registered', 'paid');
  expect(await told.system.control('GET', 'violations')).toEqual([]);
});

it('does not expire while the bank says nothing', async () => {
  const story = await told.buy({ expiresInSeconds: 600 });
  const fault = await misbehave(told.system, story.order, 'getOrderStatusExtended.do', 'http500', {
    times: 0,
  });
  await told.system.pass(12 * MINUTE_MS);
  await eventually(async () => expect(await story.timesAsked()).toBeGreaterThan(0));
  expect(await story.show()).toMatchObject({ state: 'registered' });
  await story.expectTold('registered');
  await behave(told.system, fault);
  await told.system.pass(2 * MINUTE_MS);
  await story.settled('expired');
  await story.expectTold('registered', 'expired');
});
