// Aim: without a key callbacks are worth a question, not more, and not often.
import { stories, type Story } from '../support/story.js';

const told = stories({ callbacks: { patient: { dynamic: true } } });

const tell = (story: Story): Promise<{ answered: number }> =>
  told.system.control('POST', 'callbacks', { orderId: story.order.gatewayOrderId, operation: 'deposited' });
const hastenedAt = async (story: Story): Promise<Date> => (await story.registration()).hastened_at;

it('finds a payment at once and writes nothing down', async () => {
  const story = await told.buy();
  await story.page.pay();
  await story.settled('paid');
  expect((await story.lastEvent()).data.cause).toBe('callback');
  expect(await told.system.db.sql('SELECT * FROM callbacks')).toEqual([]);
});

it('asks at most once in ten seconds, however often it is told', async () => {
  const story = await told.buy();
  expect(await tell(story)).toEqual({ answered: 200 });
  const first = await hastenedAt(story);
  for (let at = 0; at < 5; at += 1) expect(await tell(story)).toEqual({ answered: 200 });
  const last = await hastenedAt(story);
  // The machine may have taken its time over it.
  if (last.getTime() !== first.getTime())
    expect(last.getTime() - first.getTime()).toBeGreaterThanOrEqual(10_000);
  await told.system.pass(11_000);
  await tell(story);
  expect((await hastenedAt(story)).getTime()).toBeGreaterThanOrEqual(first.getTime() + 10_000);
  expect(await story.show()).toMatchObject({ state: 'registered', captured: 0 });
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
