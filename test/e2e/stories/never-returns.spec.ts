// Aim: a payer who pays and closes his browser is found by schedule alone.
import { MINUTE_MS, stories } from '../../support/story.js';

const told = stories();

it('is paid because the worker looks by itself', async () => {
  const story = await told.buy();
  await story.page.pay();
  expect(await story.show()).toMatchObject({ state: 'registered', captured: 0 });
  await told.system.pass(MINUTE_MS);
  await story.settled('paid');
  expect(await story.show()).toMatchObject({ captured: 1_250_000, payment: { maskedCard: '444455**3333' } });
  await story.expectTold('registered', 'paid');
  expect((await story.lastEvent()).data.cause).toBe('schedule');
  expect(await story.registration()).toMatchObject({ returned_at: null, hastened_at: null });
  expect(await story.calls()).toEqual(['register.do', 'getOrderStatusExtended.do']);
});

it('is declined by schedule alone, too', async () => {
  const story = await told.buy({}, 'strict');
  await story.page.pay({ pan: '4000 0000 0116 0003' });
  await told.system.pass(MINUTE_MS);
  await story.settled('declined');
  expect(await story.show()).toMatchObject({ captured: 0, failure: { actionCode: 116 } });
  await story.expectTold('registered', 'declined');
});
