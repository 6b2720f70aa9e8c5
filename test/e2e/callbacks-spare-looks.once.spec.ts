// Aim: where the bank tells by itself, less is asked; and what it fails to tell is found all the same.
import { MINUTE_MS, SECOND_MS, stories, type Story } from '../support/story.js';
import { signedCallback } from '../support/sign-callback.js';

const TOKEN = 'the-token-of-the-portal';
const told = stories({ callbacks: { patient: { keys: [{ hmac: TOKEN }] } } });

const firstLookMs = async (story: Story): Promise<number> => {
  const { next_poll_at: next, sent_at: sent } = await story.registration();
  return next - sent;
};

it('looks after five minutes instead of half a one, for that merchant', async () => {
  // Of an order that is not ours: all it says is that callbacks arrive.
  const said = { mdOrder: 'a', orderNumber: 'PLUGIN-1', operation: 'deposited', status: '1' };
  const url = `/pay/callback/patient?${signedCallback(said, TOKEN).toString()}`;
  expect((await told.system.request('GET', url, { key: null })).status).toBe(200);

  const story = await told.buy();
  expect(await firstLookMs(story)).toBeGreaterThan(4 * MINUTE_MS);
  expect(await firstLookMs(await told.buy({ expiresInSeconds: 60 }))).toBeLessThan(3 * MINUTE_MS);
  expect(await firstLookMs(await told.buy({}, 'strict'))).toBeLessThan(MINUTE_MS);

  const { id } = await told.system.control('POST', 'faults', {
    endpoint: 'callback',
    fault: 'drop',
    times: 0,
  });
  await story.pay();
  await told.system.pass(5 * MINUTE_MS + 30 * SECOND_MS);
  await story.settled('paid');
  expect((await story.lastEvent()).data.cause).toBe('schedule');
  expect(await story.timesAsked()).toBe(1);
  await told.system.control('DELETE', `faults/${id}`);
});
