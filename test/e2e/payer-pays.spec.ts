// Aim: whichever way a payer pays at the bank, the shop learns what is true and nothing else: because the bank was asked. Method: the
// gateway simulator's own page, and what the payer, the shop and a subscriber see.
import { behave, misbehave } from '../support/at-the-bank.js';
import { eventually } from '../support/eventually.js';
import { MINUTE_MS, stories, WAITING_PAGE } from '../support/story.js';

const told = stories();

describe('pays by card', () => {
  it('pays with a card and lands at the success URL', async () => {
    const story = await told.buy();
    expect((await story.page.read()).replaceAll(/\u00a0|\u202f/g, ' ')).toContain('12 500 ₸');
    const paid = await story.page.pay();
    expect(await story.endsUp(paid)).toBe(story.successUrl);
    const order = await story.show();
    expect(order).toMatchObject({
      state: 'paid',
      amount: 1_250_000,
      captured: 1_250_000,
      refunded: 0,
      payment: { way: 'CARD', maskedCard: '444455**3333' },
    });
    expect([order.paymentUrl, order.failure]).toEqual([undefined, undefined]);
    await story.expectTold('registered', 'paid');
    expect((await story.lastEvent()).data).toMatchObject({
      state: 'paid',
      captured: 1_250_000,
      cause: 'return',
    });
    expect((await story.calls()).slice(0, 2)).toEqual(['register.do', 'getOrderStatusExtended.do']);
  });

  it.each([
    ['APPLE_PAY', '520424**1234'],
    ['GOOGLE_PAY', '489537**6789'],
  ] as const)('pays with %s', async (way, maskedCard) => {
    const story = await told.buy();
    expect(await story.endsUp(await story.page.payWith(way))).toBe(story.successUrl);
    expect(await story.show()).toMatchObject({
      state: 'paid',
      captured: 1_250_000,
      payment: { way, maskedCard },
    });
    await story.expectTold('registered', 'paid');
  });

  it('is not believed to have paid before the bank has said so', async () => {
    const story = await told.buy();
    const fault = await misbehave(told.system, story.order, 'getOrderStatusExtended.do', 'http500', {
      times: 0,
    });
    expect(await story.comeBack(await story.page.pay())).toBe(WAITING_PAGE);
    expect(await story.timesAsked()).toBeGreaterThan(0);
    expect(await story.show()).toMatchObject({ state: 'registered', captured: 0 });
    await story.expectTold('registered');
    await behave(told.system, fault);
    await story.settled('paid');
    expect(await story.endsUp()).toBe(story.successUrl);
    await story.expectTold('registered', 'paid');
  });
});

describe('pays an order that is only held', () => {
  it('holds the money and captures none', async () => {
    const story = await told.buy({ mode: 'hold' });
    expect(await story.calls()).toEqual(['registerPreAuth.do']);
    expect(await story.endsUp(await story.page.pay())).toBe(story.successUrl);
    const order = await story.show();
    expect(order).toMatchObject({
      state: 'authorized',
      mode: 'hold',
      amount: 1_250_000,
      captured: 0,
      refunded: 0,
      payment: { maskedCard: '444455**3333' },
    });
    expect([order.paymentUrl, order.failure]).toEqual([undefined, undefined]);
    await story.expectTold('registered', 'authorized');
    expect((await story.lastEvent()).data).toMatchObject({ state: 'authorized', captured: 0 });
    expect(await story.calls()).not.toContain('register.do');
    expect(await story.timesAsked()).toBeGreaterThan(0);
  });

  it('is declined as any other when the card is refused', async () => {
    const story = await told.buy({ mode: 'hold' }, 'strict');
    expect(await story.endsUp(await story.page.pay({ cvc: '999' }))).toBe(story.failUrl);
    expect(await story.show()).toMatchObject({ state: 'declined', mode: 'hold', captured: 0 });
    await story.expectTold('registered', 'declined');
  });
});

describe('has to prove at the issuing bank who pays', () => {
  const WITH_CODE = '4012 0010 3816 6662';
  const WITH_QUESTION = '5555 5555 5555 5599';
  /** What the bank says of a payer who has not proved who he is, by version of 3-D Secure. */
  const REFUSED = { first: -2006, second: -2025 };

  it('asks for a code, waits for the payer meanwhile, and is paid with the right one', async () => {
    const story = await told.buy();
    const { acs } = await story.page.pay({ pan: WITH_CODE });
    expect(await story.comeBack()).toBe(WAITING_PAGE);
    expect(await story.registration()).toMatchObject({ status: 'authenticating' });
    expect(await story.show()).toMatchObject({ state: 'registered', captured: 0 });
    expect(await story.waitingPageLearns()).toEqual({ decided: false, payable: false });
    await story.expectTold('registered');

    expect(await story.endsUp(await story.page.prove(acs!, { code: '12345678' }))).toBe(story.successUrl);
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
    expect(await story.endsUp(await story.page.prove(acs!, 'success'))).toBe(story.successUrl);
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
    expect(await story.endsUp(await story.page.prove(again.acs!, { code: '123456' }))).toBe(story.successUrl);
    await story.expectTold('registered', 'paid');
  });

  it.each([
    ['4111 1111 1111 1111', 'without a question'],
    ['4000 0011 1111 1118', 'which was attempted only'],
  ])('is paid by card %s through 3-D Secure %s', async (pan) => {
    const story = await told.buy();
    expect(await story.endsUp(await story.page.pay({ pan }))).toBe(story.successUrl);
    expect(await story.show()).toMatchObject({ state: 'paid', captured: 1_250_000 });
    await story.expectTold('registered', 'paid');
  });

  it('is declined where the merchant allows one attempt and the payer’s bank refuses', async () => {
    const story = await told.buy({}, 'strict');
    const { acs } = await story.page.pay({ pan: WITH_QUESTION });
    expect(await story.endsUp(await story.page.prove(acs!, 'fail'))).toBe(story.failUrl);
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
    expect(await story.endsUp(await story.page.prove(acs!, { code: '3' }))).toBe(story.failUrl);
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
    expect(await story.endsUp({ failed: true })).toBe(story.failUrl);
    expect(await story.show()).toMatchObject({ state: 'registered', paymentUrl: story.order.paymentUrl });
    await story.expectTold('registered', 'attempt_failed');
    expect((await story.lastEvent()).data).toMatchObject({ actionCode: REFUSED.second });

    expect(await story.endsUp(await story.page.pay())).toBe(story.successUrl);
    await story.expectTold('registered', 'attempt_failed', 'paid');
  });
});

describe('has a card that is refused', () => {
  it.each([
    ['5168 4948 9505 5780', -2025, /issuer refused/, 'retry-3ds-or-other-card'],
    ['4000 0000 0116 0003', 116, /^Not enough money$/, 'top-up-or-other-card'],
    ['4000 0000 0005 0007', 5, /do not honour/, 'contact-issuer-or-other-card'],
    ['4000 0000 0121 0006', 121, /limit/, 'other-card-or-limit'],
    ['4000 0000 0151 0009', 151, /fraud/, 'contact-issuer'],
    ['4000 0000 0203 0007', 203, /lost/, 'other-card'],
    ['4000 0000 0907 0006', 907, /unreachable/, 'try-later'],
    ['4242 4242 4242 4242', 71015, /wrong/, 'fix-data'],
  ])('card %s is declined with %i', async (pan, actionCode, reason, advice) => {
    const story = await told.buy({}, 'strict');
    expect(await story.endsUp(await story.page.pay({ pan }))).toBe(story.failUrl);
    const failure = { actionCode, reason: expect.stringMatching(reason), advice };
    expect(await story.show()).toMatchObject({ state: 'declined', captured: 0, failure });
    await story.expectTold('registered', 'declined');
    expect((await story.lastEvent()).data).toMatchObject({ state: 'declined', captured: 0, ...failure });
    expect(await story.timesAsked()).toBeGreaterThan(0);
  });

  it('a challenge that is passed does not fill an empty card', async () => {
    const story = await told.buy({}, 'strict');
    const { acs } = await story.page.pay({ pan: '5200 0000 0116 0008' });
    expect(await story.endsUp(await story.page.prove(acs!, 'success'))).toBe(story.failUrl);
    expect(await story.show()).toMatchObject({ state: 'declined', failure: { actionCode: 116 } });
    await story.expectTold('registered', 'declined');
  });

  it('a card that the page itself refuses is no attempt at all', async () => {
    const story = await told.buy({}, 'strict');
    const { onward, text } = await story.page.pay({ expiry: '12/20' });
    expect([onward, text]).toEqual([undefined, expect.stringContaining('aria-invalid="true"')]);
    expect(await story.endsUp(await story.page.pay())).toBe(story.successUrl);
    await story.expectTold('registered', 'paid');
  });
});

describe('types a wrong CVC', () => {
  const WRONG_CVC = { cvc: '999' };
  const FAILURE = { actionCode: 71015, advice: 'fix-data', reason: expect.stringMatching(/CVC/) };

  it.each(['999', '000'])('declines CVC %s at the merchant of one attempt', async (cvc) => {
    const story = await told.buy({}, 'strict');
    const refused = await story.page.pay({ cvc });
    expect(await story.endsUp(refused)).toBe(story.failUrl);
    const order = await story.show();
    expect(order).toMatchObject({ state: 'declined', captured: 0, failure: FAILURE });
    expect([order.paymentUrl, order.payment]).toEqual([undefined, undefined]);
    await story.expectTold('registered', 'declined');
    expect((await story.lastEvent()).data).toMatchObject({ state: 'declined', ...FAILURE });
    expect(await story.timesAsked()).toBeGreaterThan(0);
  });

  it('keeps the page of the merchant of three attempts', async () => {
    const story = await told.buy();
    const refused = await story.page.pay(WRONG_CVC);
    // The bank keeps its payer on the page; only he who leaves by himself comes to us.
    expect(refused.onward).toBeUndefined();
    expect(refused.text).toMatch(/id="error"[^>]*>\s*\S/);
    expect(await story.endsUp({ failed: true })).toBe(story.failUrl);
    const order = await story.show();
    expect(order).toMatchObject({ state: 'registered', captured: 0, paymentUrl: story.order.paymentUrl });
    expect(order.failure).toBeUndefined();
    await story.expectTold('registered', 'attempt_failed');
    expect((await story.lastEvent()).data).toMatchObject({ state: 'registered', ...FAILURE });
  });

  it('declines at the third wrong one', async () => {
    const story = await told.buy();
    for (const attempt of [1, 2, 3]) {
      const { onward } = await story.page.pay(WRONG_CVC);
      expect(onward === undefined).toBe(attempt < 3);
    }
    expect(await story.endsUp()).toBe(story.failUrl);
    expect(await story.show()).toMatchObject({ state: 'declined', captured: 0, failure: FAILURE });
    await story.expectTold('registered', 'declined');
  });
});

describe('takes a second card', () => {
  const EMPTY_CARD = { pan: '4000 0000 0116 0003' };

  it('tells nothing of an attempt that nobody looked at', async () => {
    const story = await told.buy();
    expect((await story.page.pay(EMPTY_CARD)).onward).toBeUndefined();
    expect(await story.endsUp(await story.page.pay())).toBe(story.successUrl);
    expect(await story.show()).toMatchObject({ state: 'paid', payment: { maskedCard: '444455**3333' } });
    await story.expectTold('registered', 'paid');
  });

  it('tells once of a refused attempt that a look found, however often it is looked at', async () => {
    const story = await told.buy();
    await story.page.pay(EMPTY_CARD);
    await told.system.pass(MINUTE_MS);
    await eventually(async () => expect(await story.history()).toHaveLength(2));
    await story.expectTold('registered', 'attempt_failed');
    expect((await story.lastEvent()).data).toMatchObject({
      state: 'registered',
      actionCode: 116,
      captured: 0,
    });
    const asked = await story.timesAsked();
    await told.system.pass(2 * MINUTE_MS);
    await eventually(async () => expect(await story.timesAsked()).toBeGreaterThan(asked));

    const paid = await story.page.pay();
    expect(await story.endsUp(paid)).toBe(story.successUrl);
    expect(await story.show()).toMatchObject({ state: 'paid', captured: 1_250_000, refunded: 0 });
    await story.expectTold('registered', 'attempt_failed', 'paid');
  });
});

describe('pays in two tabs', () => {
  const PAID_ALREADY = 'This order is paid already';

  it('pays in one tab, and the bank refuses the other', async () => {
    const story = await told.buy();
    const [one, other] = [await story.page.read(), await story.page.read()];
    const paid = await story.page.pay({}, one);
    const refused = await story.page.pay({}, other);
    expect([refused.onward, refused.text]).toEqual([undefined, expect.stringContaining(PAID_ALREADY)]);
    expect(await Promise.all([story.endsUp(paid), story.endsUp()])).toEqual([
      story.successUrl,
      story.successUrl,
    ]);
    expect(await story.show()).toMatchObject({ state: 'paid', captured: 1_250_000, refunded: 0 });
    await story.expectTold('registered', 'paid');
    expect(await story.atTheBank()).toMatchObject({ attemptsMade: 1 });
  });

  it('pays once when both tabs pay in the same moment', async () => {
    const story = await told.buy();
    const tabs = [await story.page.read(), await story.page.read()];
    const steps = await Promise.all(tabs.map((tab) => story.page.pay({}, tab)));
    expect(steps.filter(({ onward }) => onward !== undefined)).toHaveLength(1);
    expect(steps.filter(({ text }) => text.includes(PAID_ALREADY))).toHaveLength(1);
    const places = await Promise.all(steps.map((step) => story.endsUp(step)));
    expect(places).toEqual([story.successUrl, story.successUrl]);
    expect(await story.show()).toMatchObject({ state: 'paid', captured: 1_250_000 });
    await story.expectTold('registered', 'paid');
    expect(await story.atTheBank()).toMatchObject({ attemptsMade: 1 });
  });
});
