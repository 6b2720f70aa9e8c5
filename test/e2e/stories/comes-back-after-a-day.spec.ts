// Aim: a payer who comes back a day later is sent on at once: what the bank had said long ago is enough.
import { DAY_MS, MINUTE_MS, stories } from '../../support/story.js';

const told = stories();

it('finds his order paid, without anybody asking the bank first', async () => {
  const story = await told.buy();
  const paid = await story.page.pay();
  await told.system.pass(MINUTE_MS);
  await story.settled('paid');
  await told.system.pass(DAY_MS);
  // With no worker nobody could ask: the answer is not waited for.
  told.system.worker.signal('SIGSTOP');
  try {
    expect(await story.comeBack(paid)).toBe(story.successUrl);
  } finally {
    told.system.worker.signal('SIGCONT');
  }
  expect(await story.show()).toMatchObject({ state: 'paid', captured: 1_250_000, refunded: 0 });
  await story.expectTold('registered', 'paid');
});

it('finds that he may not pay any more what he has not paid', async () => {
  const story = await told.buy();
  await told.system.pass(DAY_MS);
  await story.settled('expired');
  expect(await story.comeBack()).toBe(story.failUrl);
  expect(await story.show()).toMatchObject({ state: 'expired', captured: 0, failure: { actionCode: -2007 } });
  await story.expectTold('registered', 'expired');
});

it('brings a payment to light that nobody could ask about all day', async () => {
  const story = await told.buy();
  const paid = await story.page.pay();
  await told.system.worker.end('SIGTERM');
  await told.system.pass(DAY_MS);
  expect(await story.show()).toMatchObject({ state: 'registered' });
  await told.system.worker.start();
  await story.comeBack(paid);
  await story.settled('paid');
  expect(await story.comeBack(paid)).toBe(story.successUrl);
  await story.expectTold('registered', 'paid');
});
