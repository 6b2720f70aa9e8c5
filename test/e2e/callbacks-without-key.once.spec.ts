// Aim: without a key callbacks are worth a question, not more, and not often.
import { MINUTE_MS, stories, type Story } from '../support/story.js';

const told = stories({ callbacks: { patient: { dynamic: true } } });

const tell = (story: Story): Promise<{ answered: number }> =>
  told.system.control('POST', 'callbacks', { orderId: story.order.gatewayOrderId, operation: 'refunded' });

it('finds a payment at once and writes nothing down', async () => {
  const story = await told.buy();
  await story.page.pay();
  await story.settled('paid');
  expect((await story.lastEvent()).data.cause).toBe('callback');
  expect(await told.system.db.sql('SELECT * FROM callbacks')).toEqual([]);
});

it('puts what it is told soon after off by ten seconds, and drops none', async () => {
  const story = await told.buy();
  await story.page.pay();
  await story.settled('paid');
  await told.system.pass(MINUTE_MS);
  expect(await tell(story)).toEqual({ answered: 200 });
  const { hastened_at: first, rechecking_since: atOnce } = await story.registration();
  expect(atOnce).toEqual(first);
  for (let at = 0; at < 5; at += 1) expect(await tell(story)).toEqual({ answered: 200 });
  const { rechecking_since: later, next_poll_at: next } = await story.registration();
  expect(later.getTime() - first.getTime()).toBeGreaterThanOrEqual(10_000);
  expect(next.getTime()).toBeLessThanOrEqual(later.getTime());
  expect(await story.show()).toMatchObject({ state: 'paid', refunded: 0 });
});

it('answers alike whether the order is there or not', async () => {
  const raw = 'mdOrder=nothing&orderNumber=N-1&operation=deposited&status=1';
  const answer = await told.system.request('POST', '/pay/callback/patient', {
    key: null,
    raw,
    type: 'application/x-www-form-urlencoded',
  });
  expect(answer).toMatchObject({ status: 200, body: { text: 'OK' } });
});
