// Aim: a payer at his own bank's page has decided nothing; what he proves there decides, whichever way he goes through.
import { stories, WAITING_PAGE } from '../../support/story.js';

const WITH_CODE = '4012 0010 3816 6662';
const WITH_QUESTION = '5555 5555 5555 5599';
/** What the bank says of a payer who has not proved who he is, by version of 3-D Secure. */
const REFUSED = { first: -2006, second: -2025 };

const told = stories();

it('asks for a code, waits for the payer meanwhile, and is paid with the right one', async () => {
  const story = await told.buy();
  const { acs } = await story.page.pay({ pan: WITH_CODE });
  expect(await story.comeBack()).toBe(WAITING_PAGE);
  expect(await story.registration()).toMatchObject({ status: 'authenticating' });
  expect(await story.show()).toMatchObject({ state: 'registered', captured: 0 });
  expect(await story.waitingPageLearns()).toEqual({ decided: false, payable: false });
  await story.expectTold('registered');

  expect(await story.comeBack(await story.page.prove(acs!, { code: '12345678' }))).toBe(story.successUrl);
  expect(await story.show()).toMatchObject({
    state: 'paid',
    captured: 1_250_000,
    payment: { way: 'CARD', maskedCard: '401200**6662', approvalCode: expect.stringMatching(/^\d{6}$/) },
  });
  await story.expectTold('registered', 'paid');
});

it('asks a question at 3-D Secure 2, and is paid when it was answered', async () => {
  const story = await told.buy();
  const { acs } = await story.page.pay({ pan: WITH_QUESTION });
  expect(await story.comeBack()).toBe(WAITING_PAGE);
  expect(await story.comeBack(await story.page.prove(acs!, 'success'))).toBe(story.successUrl);
  expect(await story.show()).toMatchObject({
    state: 'paid',
    captured: 1_250_000,
    payment: { way: 'CARD', maskedCard: '555555**5599' },
  });
  await story.expectTold('registered', 'paid');
});

it('lets a payer mistype the code and try again', async () => {
  const story = await told.buy({}, 'strict');
  const { acs } = await story.page.pay({ pan: WITH_CODE });
  const again = await story.page.prove(acs!, { code: '11111111' });
  expect(again).toMatchObject({ acs, text: expect.stringContaining('aria-invalid="true"') });
  expect(await story.comeBack(await story.page.prove(again.acs!, { code: '123456' }))).toBe(story.successUrl);
  await story.expectTold('registered', 'paid');
});

it.each([
  ['4111 1111 1111 1111', 'without a question'],
  ['4000 0011 1111 1118', 'which was attempted only'],
])('is paid by card %s through 3-D Secure %s', async (pan) => {
  const story = await told.buy();
  expect(await story.comeBack(await story.page.pay({ pan }))).toBe(story.successUrl);
  expect(await story.show()).toMatchObject({ state: 'paid', captured: 1_250_000 });
  await story.expectTold('registered', 'paid');
});

it('is declined where the merchant allows one attempt and the payer’s bank refuses', async () => {
  const story = await told.buy({}, 'strict');
  const { acs } = await story.page.pay({ pan: WITH_QUESTION });
  expect(await story.comeBack(await story.page.prove(acs!, 'fail'))).toBe(story.failUrl);
  expect(await story.show()).toMatchObject({
    state: 'declined',
    captured: 0,
    failure: { actionCode: REFUSED.second, advice: 'retry-3ds-or-other-card' },
  });
  await story.expectTold('registered', 'declined');
});

it('is declined after three wrong codes', async () => {
  const story = await told.buy({}, 'strict');
  const { acs } = await story.page.pay({ pan: WITH_CODE });
  for (const code of ['1', '2']) await story.page.prove(acs!, { code });
  expect(await story.comeBack(await story.page.prove(acs!, { code: '3' }))).toBe(story.failUrl);
  expect(await story.show()).toMatchObject({
    state: 'declined',
    failure: { actionCode: REFUSED.first, advice: 'retry-3ds-or-other-card' },
  });
  await story.expectTold('registered', 'declined');
});

it('stays payable where the merchant allows more attempts', async () => {
  const story = await told.buy();
  const { acs } = await story.page.pay({ pan: WITH_QUESTION });
  const gaveUp = await story.page.prove(acs!, 'cancel');
  expect(gaveUp).toMatchObject({ text: expect.stringContaining('processform.do') });
  expect(gaveUp.onward).toBeUndefined();
  expect(await story.comeBack()).toBe(story.failUrl);
  expect(await story.show()).toMatchObject({ state: 'registered', paymentUrl: story.order.paymentUrl });
  await story.expectTold('registered', 'attempt_failed');
  expect((await story.lastEvent()).data).toMatchObject({ actionCode: REFUSED.second });

  expect(await story.comeBack(await story.page.pay())).toBe(story.successUrl);
  await story.expectTold('registered', 'attempt_failed', 'paid');
});
