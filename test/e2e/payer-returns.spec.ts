// Aim: a payer who comes back early, late, often or never is told what is true by then, and only what the bank has said. Method: returns
// and waiting pages by HTTP, and Tolem's clock moved.
import { behave, misbehave } from '../support/at-the-bank.js';
import { eventually } from '../support/eventually.js';
import { DAY_MS, MINUTE_MS, stories, Story, WAITING_PAGE } from '../support/story.js';

const told = stories();

describe('before the bank has decided', () => {
  it('waits, and goes on by itself once he has paid in his first tab', async () => {
    const story = await told.buy();
    expect(await story.comeBack()).toBe(WAITING_PAGE);
    expect(await story.timesAsked()).toBeGreaterThan(0);
    expect(await story.show()).toMatchObject({
      state: 'registered',
      captured: 0,
      paymentUrl: story.order.paymentUrl,
    });
    expect(await story.waitingPageLearns()).toEqual({ decided: false, payable: true });
    await story.expectTold('registered');

    await story.page.pay();
    // His return made the looks dense; nobody comes back a second time.
    await told.system.pass(MINUTE_MS);
    await eventually(async () =>
      expect(await story.waitingPageLearns()).toEqual({ decided: true, location: story.successUrl }),
    );
    expect(await story.show()).toMatchObject({ state: 'paid', captured: 1_250_000 });
    await story.expectTold('registered', 'paid');
  });

  it.each([
    ['kk', 'Төлем тексерілуде'],
    ['ru', 'Проверяем оплату'],
    ['en', 'Checking your payment'],
  ])('waits in his own language (%s), with both ways out on the page', async (language, title) => {
    const story = await told.buy({ language });
    const { status, body } = await told.system.comeBack(story.order);
    expect([status, body.text]).toEqual([200, expect.stringContaining(`<h1>${title}</h1>`)]);
    for (const url of [story.order.paymentUrl, story.failUrl])
      expect(body.text).toContain(`href="${String(url).replaceAll('&', '&amp;')}"`);
    await story.expectTold('registered');
  });
});

describe('after a refused card, on a page that is still open', () => {
  const EMPTY_CARD = { pan: '4000 0000 0116 0003' };

  it('is not sent to the fail page when a second card has paid, and the bank shows it only seconds later', async () => {
    const story = await told.buy();
    await story.page.pay(EMPTY_CARD);
    const late = { seconds: 5, earlierCode: true, times: 0 };
    await misbehave(told.system, story.order, 'getOrderStatusExtended.do', 'late', late);
    expect(await story.endsUp(await story.page.pay())).toBe(story.successUrl);
    await story.expectTold('registered', 'attempt_failed', 'paid');
  });

  it('is sent to the fail page at once by the address that the bank has for failures', async () => {
    const story = await told.buy();
    await story.page.pay(EMPTY_CARD);
    expect(await story.comeBack({ failed: true })).toBe(story.failUrl);
  });

  it('is sent there from the other address, too, once the bank has been asked for long enough', async () => {
    const story = await told.buy();
    await story.page.pay(EMPTY_CARD);
    expect(await story.comeBack()).toBe(WAITING_PAGE);
    await eventually(async () => expect(await story.history()).toHaveLength(2));
    expect(await story.waitingPageLearns()).toMatchObject({ decided: false });
    await told.system.pass(15_000);
    await eventually(async () =>
      expect(await story.waitingPageLearns()).toEqual({ decided: true, location: story.failUrl }),
    );
  });

  it('is believed to have failed by no address of a payment that the bank calls paid', async () => {
    const story = await told.buy();
    await story.pay();
    expect(await story.endsUp({ failed: true })).toBe(story.successUrl);
  });
});

describe('after the bank has let the money go', () => {
  it('goes to the fail page, and where the shop has none to the other', async () => {
    for (const failUrl of [`http://${told.system.shopHost}/sorry`, undefined]) {
      const story = await told.buy({ mode: 'hold', failUrl });
      await story.pay();
      await told.system.control('POST', 'reversals', { orderId: story.order.gatewayOrderId });
      expect(await story.endsUp()).toBe(failUrl ?? story.successUrl);
      expect(await story.show()).toMatchObject({ state: 'released' });
    }
  });
});

describe('the bank is told', () => {
  it('where payers go who have failed, and where a payer goes who leaves', async () => {
    const [story, without] = [await told.buy(), await told.buy({ failUrl: undefined })];
    const { return_token: token } = await story.registration();
    const { returnUrl, failUrl, params } = await story.atTheBank();
    expect(returnUrl).toMatch(new RegExp(`/pay/return/${token}$`));
    expect(failUrl).toBe(returnUrl.replace('/return/', '/fail/'));
    expect(params.backToShopUrl).toBe(story.failUrl);
    expect(await story.page.read()).toContain(`id="back" href="${story.failUrl}"`);
    const untold = await without.atTheBank();
    expect(untold.params.backToShopUrl).toBe(untold.returnUrl);
  });
});

describe('while nothing is known', () => {
  it('is told nothing of a payment that is missing, and offered no second one, before the bank has answered', async () => {
    const story = await told.buy();
    const fault = await misbehave(told.system, story.order, 'getOrderStatusExtended.do', 'http500', {
      times: 0,
    });
    expect(await story.comeBack()).toBe(WAITING_PAGE);
    expect(await story.waitingPageLearns()).toEqual({ decided: false, payable: false });
    await behave(told.system, fault);
    await told.system.pass(MINUTE_MS);
    await eventually(async () =>
      expect(await story.waitingPageLearns()).toEqual({ decided: false, payable: true }),
    );
  });

  it('has the bank asked by the waiting page, when what the return wished was lost', async () => {
    const story = await told.buy();
    expect(await story.comeBack()).toBe(WAITING_PAGE);
    await eventually(async () => expect(await story.registration()).toMatchObject({ hastened_by: null }));
    await story.pay();
    const lost = `hastened_at = NULL, phase = 'quiet', next_poll_at = tolem_now() + interval '1 hour'`;
    await told.system.db.sql(`UPDATE registrations SET ${lost} WHERE order_id = $1`, [story.order.id]);
    await eventually(async () =>
      expect(await story.waitingPageLearns()).toEqual({ decided: true, location: story.successUrl }),
    );
  });
});

describe('the address of the payment page is told only while it can be paid', () => {
  const told409 = { status: 409, body: { code: 'PAYMENT_IN_PROGRESS' } };
  const newPage = ({ order }: Story) => told.system.request('POST', `/v1/orders/${order.id}/registrations`);
  /** What REST, the dashboard and the waiting page tell of it. */
  async function expectUntold(story: Story): Promise<void> {
    expect((await story.show()).paymentUrl).toBeUndefined();
    const { body: listed } = await told.system.request(
      'GET',
      `/v1/orders?orderNumber=${story.order.orderNumber}`,
    );
    expect(listed.items[0].paymentUrl).toBeUndefined();
    const operator = await told.system.operator('viewer');
    const { body } = await operator.request('GET', `/ops/api/orders/${story.order.id}`);
    expect(body.registrations[0].paymentUrl).toBeNull();
    expect(body.may.newPaymentLink).toBe(false);
    expect((await told.system.comeBack(story.order)).body.text).not.toContain(story.order.paymentUrl);
    expect(await newPage(story)).toMatchObject(told409);
  }

  it('not while a payer is in 3-D Secure', async () => {
    const story = await told.buy();
    await story.page.pay({ pan: '4012 0010 3816 6662' });
    await story.comeBack();
    await eventually(async () =>
      expect(await story.registration()).toMatchObject({ status: 'authenticating' }),
    );
    await expectUntold(story);
  });

  it('not after its time, although the bank has not said yet what became of it', async () => {
    const story = await told.buy({ expiresInSeconds: 600 });
    const fault = await misbehave(told.system, story.order, 'getOrderStatusExtended.do', 'http500', {
      times: 0,
    });
    await told.system.pass(11 * MINUTE_MS);
    expect(await story.show()).toMatchObject({ state: 'registered' });
    await expectUntold(story);
    await behave(told.system, fault);
  });
});

describe('again and again', () => {
  const RELOADS = 40;
  /** Looks after a return are dense, and a question may have to be asked again: that is a matter of time, not of reloads. */
  const questionsIn = (elapsedMs: number): number => 3 + 2 * Math.ceil(elapsedMs / 1_000);

  it('sends every load of a paid order to the same place, and tells it once', async () => {
    const story = await told.buy();
    const paid = await story.page.pay();
    const startMs = performance.now();
    const atOnce = await Promise.all(Array.from({ length: RELOADS / 2 }, () => story.endsUp(paid)));
    const oneByOne: string[] = [];
    for (let at = 0; at < RELOADS / 2; at += 1) oneByOne.push(await story.endsUp(paid));
    expect(new Set([...atOnce, ...oneByOne])).toEqual(new Set([story.successUrl]));
    expect(await story.show()).toMatchObject({ state: 'paid', captured: 1_250_000 });
    await story.expectTold('registered', 'paid');
    const asked = await story.timesAsked();
    expect(asked).toBeLessThanOrEqual(questionsIn(performance.now() - startMs));
    // Refunds made at the bank and disputes are looked for the day after, however often he came.
    await eventually(async () => {
      const [row] = await told.system.db.sql(
        `SELECT phase, next_poll_at > tolem_now() + interval '20 hours' AS tomorrow FROM registrations WHERE order_id = $1`,
        [story.order.id],
      );
      expect(row).toEqual({ phase: 'aftercare', tomorrow: true });
    });
  });

  it('shows every load of an unpaid order the waiting page, and asks seldom', async () => {
    const story = await told.buy();
    const startMs = performance.now();
    const pages = await Promise.all(Array.from({ length: RELOADS }, () => story.comeBack()));
    expect(new Set(pages)).toEqual(new Set([WAITING_PAGE]));
    const asked = await story.timesAsked();
    expect(asked).toBeGreaterThan(0);
    expect(asked).toBeLessThanOrEqual(questionsIn(performance.now() - startMs));
    expect(await story.show()).toMatchObject({ state: 'registered' });
    await story.expectTold('registered');
  });
});

describe('after the page has expired', () => {
  const EXPIRED = { state: 'expired', captured: 0, failure: { actionCode: -2007, advice: 'new-order' } };

  it('expires, and is paid on the next page', async () => {
    const story = await told.buy({ expiresInSeconds: 600 });
    await told.system.pass(12 * MINUTE_MS);
    await story.settled('expired');
    const expired = await story.show();
    expect(expired).toMatchObject(EXPIRED);
    expect(expired.paymentUrl).toBeUndefined();
    await story.expectTold('registered', 'expired');
    expect(await story.page.read()).toContain('time for this payment is over');
    expect(await story.endsUp()).toBe(story.failUrl);

    const url = `/v1/orders/${story.order.id}/registrations`;
    const { status, body } = await told.system.request('POST', url);
    expect([status, body.state]).toEqual([201, 'registered']);
    expect(body.paymentUrl).not.toBe(story.order.paymentUrl);
    const fresh = new Story(told.system, body, 'patient');
    expect(await fresh.endsUp(await fresh.page.pay())).toBe(fresh.successUrl);
    expect(await fresh.show()).toMatchObject({ state: 'paid', captured: 1_250_000 });
    await fresh.expectTold('registered', 'expired', 'registered', 'paid');
    expect(await told.system.control('GET', 'violations')).toEqual([]);
  });

  it('gets a new page as soon as the time is over, before the schedule has asked the bank', async () => {
    const story = await told.buy({ expiresInSeconds: 600 });
    await told.system.pass(10 * MINUTE_MS + 5_000);
    expect(await story.show()).toMatchObject({ state: 'registered' });
    const url = `/v1/orders/${story.order.id}/registrations`;
    const { status, body } = await told.system.request('POST', url);
    expect([status, body.state]).toEqual([201, 'registered']);
    await story.expectTold('registered', 'expired', 'registered');
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
});

describe('a day later', () => {
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
    expect(await story.endsUp()).toBe(story.failUrl);
    expect(await story.show()).toMatchObject({
      state: 'expired',
      captured: 0,
      failure: { actionCode: -2007 },
    });
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
    expect(await story.endsUp(paid)).toBe(story.successUrl);
    await story.expectTold('registered', 'paid');
  });
});

describe('never', () => {
  it('is paid because the worker looks by itself', async () => {
    const story = await told.buy();
    await story.page.pay();
    expect(await story.show()).toMatchObject({ state: 'registered', captured: 0 });
    await told.system.pass(MINUTE_MS);
    await story.settled('paid');
    expect(await story.show()).toMatchObject({
      captured: 1_250_000,
      payment: { maskedCard: '444455**3333' },
    });
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
});
