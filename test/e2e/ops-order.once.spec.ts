// Aim: one order as an operator sees it, and what he can do about it: ask the bank, give the payer another page, hand an event over
// once more, end by hand what the bank says is over, and nothing that would mean money. Method: HTTP, the gateway simulator, a worker.
import { MemoryInbox, onOrderEvents } from '@app/subscriber';
import { misbehave } from '../support/at-the-bank.js';
import { eventually } from '../support/eventually.js';
import type { OpsAnswer, SignedInOperator } from '../support/operator.js';
import { openQueue } from '../support/open-queue.js';
import { bankSaid, deedsOn, openCase } from '../support/stuck-rows.js';
import { stories, type Story } from '../support/story.js';

const HMAC = 'a token of the portal';
const told = stories({
  subscriptions: [
    { name: 'crm', from: 'beginning', types: ['order.paid'] },
    { name: 'late', from: 'beginning' },
  ],
  callbacks: { patient: { keys: [{ hmac: HMAC }], bank: { hmac: HMAC } } },
});

let ann: SignedInOperator;
let admin: SignedInOperator;
beforeAll(async () => {
  ann = await told.system.operator('operator', { name: 'ann' });
  admin = await told.system.operator('admin', { name: 'boss' });
});

const pageOf = async ({ order }: Story) => (await ann.request('GET', `/ops/api/orders/${order.id}`)).body;
const act = (who: SignedInOperator, { order }: Story, what: string, body?: unknown): Promise<OpsAnswer> =>
  who.request('POST', `/ops/api/orders/${order.id}/${what}`, body);
const resolve = (story: Story, outcome: string, more: object = {}) =>
  act(admin, story, 'resolve', {
    outcome,
    reason: 'The shop has given up',
    confirm: story.order.orderNumber,
    ...more,
  });

it('shows an order from its first page to its money as one story, and nothing of the payer', async () => {
  const story = await told.buy({
    description: 'Tea',
    metadata: { cart: '7' },
    payer: { email: 'payer@example.kz', phone: '+77011234567' },
  });
  await story.pay();
  await story.settled('paid');
  await eventually(async () =>
    expect((await pageOf(story)).deliveries).toContainEqual(
      expect.objectContaining({ subscription: 'crm', state: 'handed-over' }),
    ),
  );
  const page = await pageOf(story);
  const { id, orderNumber, gatewayOrderId } = story.order;
  expect(page.order).toEqual({
    id,
    orderNumber,
    shopId: 'patient',
    shopName: 'patient',
    state: 'paid',
    amount: 1_250_000,
    currency: 'KZT',
    mode: 'charge',
    captured: 1_250_000,
    refunded: 0,
    description: 'Tea',
    language: 'en',
    metadata: { cart: '7' },
    createdAt: expect.any(String),
    updatedAt: expect.any(String),
    expiresAt: expect.any(String),
    disputedAt: null,
  });
  expect(page.registrations).toEqual([
    expect.objectContaining({
      attempt: 1,
      merchantId: 'patient',
      state: 'closed',
      gatewayOrderId,
      paymentUrl: null,
      status: 'charged',
      settles: true,
      lastLookAt: expect.any(String),
      answer: expect.objectContaining({ orderStatus: 2, paymentAmountInfo: expect.any(Object) }),
    }),
  ]);
  expect(page.speaking).toBe(page.registrations[0].id);
  expect(page.events.map(({ seq, type }: Record<string, unknown>) => [seq, type])).toEqual([
    [1, 'order.registered'],
    [2, 'order.paid'],
  ]);
  const titles = page.timeline.map(({ kind, title }: Record<string, string>) => `${kind} ${title}`);
  expect(titles[0]).toBe('registered registration.sent');
  const causes = page.timeline.map(({ kind, cause }: Record<string, string>) => [kind, cause]);
  expect(causes[0]).toEqual(['registered', 'shop']);
  expect(causes).toContainEqual(['callback', 'callback']);
  expect(titles).toEqual(
    expect.arrayContaining([
      'event order.registered',
      'callback callback.deposited',
      'event order.paid',
      'answer answer.charged',
    ]),
  );
  const times = page.timeline.map(({ at }: Record<string, string>) => at);
  expect(times).toEqual(times.toSorted());
  expect(page.differences).toEqual([
    { what: 'state', ours: 'paid', bank: 'charged', differs: false },
    { what: 'orderNumber', ours: expect.any(String), bank: expect.any(String), differs: false },
    { what: 'amount', ours: 1_250_000, bank: 1_250_000, differs: false },
    { what: 'currency', ours: 'KZT', bank: 'KZT', differs: false },
    { what: 'captured', ours: 1_250_000, bank: 1_250_000, differs: false },
    { what: 'refunded', ours: 0, bank: 0, differs: false },
  ]);
  expect(page.may).toEqual({ ask: true, newPaymentLink: false, resolve: [], replay: true, closeCase: false });
  const [kept] = await told.system.db.sql<{ masked_card: string; form_url: string }>(
    'SELECT masked_card, form_url FROM registrations WHERE order_id = $1',
    [id],
  );
  expect(kept!.masked_card).toMatch(/\*/);
  for (const secret of [kept!.masked_card, 'payer@example.kz', '77011234567', 'CARDHOLDER'])
    expect(JSON.stringify(page)).not.toContain(secret);
});

it('shows what the shop has said of an order without the payer in it', async () => {
  const story = await told.buy({
    description: 'Tea for ann@example.kz, 87011234567',
    metadata: {
      cart: '7',
      email: 'ann@example.kz',
      note: 'call 8 701 123 45 67',
      paid: '4111 1111 1111 1111',
    },
  });
  expect((await pageOf(story)).order).toMatchObject({
    description: 'Tea for … …',
    metadata: { cart: '7', note: 'call …', paid: '…' },
  });
});

it('tells shop and subscribers that it was an operator, and not which one', async () => {
  const story = await told.buy({}, 'strict');
  await openCase(told.system.db, story.order.id, 'amount_mismatch', { captured: 999 });
  await resolve(story, 'close');
  await story.pay();
  await act(ann, story, 'ask');
  const types = ['order.registered', 'case.closed', 'order.paid'];
  await eventually(async () =>
    expect((await told.system.jobsOf('ledger', story.order.id)).map(({ type }) => type.slice(9, -3))).toEqual(
      types,
    ),
  );
  const handedOver = (await told.system.allJobsOf('ledger')).filter(
    ({ subject }) => subject === story.order.id,
  );
  for (const events of [handedOver, await told.system.eventsOf(story.order.id, 'strict')]) {
    expect(events.map(({ data }) => data.cause)).toEqual(['shop', 'operator', 'operator']);
    expect(JSON.stringify(events)).not.toMatch(/\b(ann|boss)\b/);
  }
  const page = await pageOf(story);
  expect(page.events.map(({ cause }: Record<string, string>) => cause)).toEqual([
    'shop',
    'operator:boss',
    'operator:ann',
  ]);
});

it('tells old events, which have the name, without it', async () => {
  const story = await told.buy();
  await told.system.db.sql(
    `UPDATE events SET cause = 'operator:ann', data = data || '{"cause": "operator:ann"}' WHERE order_id = $1`,
    [story.order.id],
  );
  expect((await told.system.eventsOf(story.order.id)).map(({ data }) => data.cause)).toEqual(['operator']);
  expect((await pageOf(story)).events).toMatchObject([{ cause: 'operator:ann' }]);
});

it('asks the bank at once, and says who asked', async () => {
  const story = await told.buy({}, 'strict');
  await story.pay();
  const asked = await act(ann, story, 'ask');
  expect([asked.status, asked.body]).toEqual([202, { registrations: 1 }]);
  await eventually(async () => expect((await pageOf(story)).order.state).toBe('paid'));
  const page = await pageOf(story);
  expect(page.events.at(-1)).toMatchObject({ type: 'order.paid', cause: 'operator:ann' });
  expect(page.timeline).toContainEqual(
    expect.objectContaining({ kind: 'operator', title: 'ask-bank', cause: 'operator:ann' }),
  );
  expect(await deedsOn(told.system.db, `order:${story.order.id}`)).toEqual(['ann ask-bank']);
});

it('tells when the bank last answered, also where the answer was the same', async () => {
  const story = await told.buy({}, 'strict');
  await story.pay();
  await act(ann, story, 'ask');
  await eventually(async () => expect((await pageOf(story)).order.state).toBe('paid'));
  const answers = (page: any) => page.timeline.filter(({ kind }: any) => kind === 'answer').length;
  const before = await pageOf(story);
  await told.system.pass(60_000);
  await act(ann, story, 'ask');
  await eventually(async () => {
    const [page] = (await pageOf(story)).registrations;
    expect(Date.parse(page.answeredAt) - Date.parse(before.registrations[0].answeredAt)).toBeGreaterThan(
      59_000,
    );
    expect(page).toMatchObject({ bankAmount: story.order.amount, bankCurrency: 'KZT' });
  });
  expect(answers(await pageOf(story))).toBe(answers(before));
});

it('tells of a case by who opened it, what was said, and who closed it', async () => {
  const story = await told.buy();
  const caseId = await openCase(told.system.db, story.order.id, 'amount_mismatch', { captured: 999 });
  expect((await pageOf(story)).may).toMatchObject({ resolve: [], closeCase: true });
  expect((await admin.request('GET', `/ops/api/orders/${story.order.id}`)).body.may.resolve).toEqual([
    'close',
  ]);
  await ann.request('POST', `/ops/api/cases/${caseId}/comments`, { text: 'Asked the bank by phone' });
  const page = (await resolve(story, 'close')).body;
  expect(page.cases).toEqual([
    expect.objectContaining({
      id: caseId,
      reason: 'amount_mismatch',
      detail: { captured: 999 },
      closedBy: 'operator:boss',
      note: 'The shop has given up',
      comments: [expect.objectContaining({ by: 'ann', text: 'Asked the bank by phone' })],
    }),
  ]);
  const seen = page.timeline.map(({ kind, title, cause }: Record<string, string>) => [kind, title, cause]);
  expect(seen).toEqual(
    expect.arrayContaining([
      ['case', 'case.opened', null],
      ['comment', 'comment', 'operator:ann'],
      ['case', 'case.closed', 'operator:boss'],
      ['operator', 'resolve', 'operator:boss'],
    ]),
  );
  // The order is still open, so the look at it stays.
  expect(page.order.state).toBe('registered');
  expect(page.registrations[0].nextLookAt).not.toBeNull();
  const again = await resolve(story, 'close');
  expect([again.status, again.body.code]).toEqual([409, 'NOT_RESOLVABLE']);
});

it('gives the payer another page after a decline, and the live one while there is one', async () => {
  const story = await told.buy({}, 'strict');
  const live = await act(ann, story, 'payment-link');
  expect([live.status, live.body]).toEqual([200, { paymentUrl: story.order.paymentUrl }]);
  await story.pay({ cvc: '999' });
  await act(ann, story, 'ask');
  await story.settled('declined');
  const fresh = await act(ann, story, 'payment-link');
  expect([fresh.status, fresh.body.paymentUrl]).toEqual([200, expect.stringMatching(/^http/)]);
  expect(fresh.body.paymentUrl).not.toBe(story.order.paymentUrl);
  const page = await pageOf(story);
  expect(page.order.state).toBe('registered');
  expect(page.events.at(-1)).toMatchObject({ type: 'order.registered', cause: 'operator:ann' });
  const sent = page.timeline.filter(({ kind }: Record<string, string>) => kind === 'registered');
  expect(sent.map(({ cause }: Record<string, string | null>) => cause)).toEqual(['shop', null]);
  const paid = await told.buy({}, 'strict');
  await paid.pay();
  await act(ann, paid, 'ask');
  await paid.settled('paid');
  const refused = await act(ann, paid, 'payment-link');
  expect([refused.status, refused.body.code]).toEqual([409, 'ORDER_NOT_PAYABLE']);
});

describe('an event once more', () => {
  it('comes under a job id of its own, and the subscriber knows it by its id', async () => {
    const heard: string[] = [];
    const deliveries: string[] = [];
    const inbox = new MemoryInbox();
    const subscriber = onOrderEvents({
      subscription: 'crm',
      url: told.system.eventsUrl,
      inbox: {
        once: (eventId, handle) => {
          deliveries.push(eventId);
          return inbox.once(eventId, handle);
        },
      },
      handlers: { 'order.paid': async ({ id }) => void heard.push(id) },
    });
    try {
      const story = await told.buy({}, 'strict');
      await story.pay();
      await act(ann, story, 'ask');
      await story.settled('paid');
      const { events } = await pageOf(story);
      const { eventId } = events.find(({ type }: { type: string }) => type === 'order.paid');
      await eventually(() => expect(heard).toContain(eventId));
      const first = await act(ann, story, 'replay', { eventId, subscription: 'crm' });
      expect([first.status, first.body]).toEqual([202, { jobId: `${eventId}-r1` }]);
      await eventually(() => expect(deliveries.filter((id) => id === eventId)).toHaveLength(2));
      const second = await act(ann, story, 'replay', { eventId, subscription: 'crm' });
      expect(second.body).toEqual({ jobId: `${eventId}-r2` });
      await eventually(() => expect(deliveries.filter((id) => id === eventId)).toHaveLength(3));
      expect(heard.filter((id) => id === eventId)).toHaveLength(1);
      expect(await deedsOn(told.system.db, `order:${story.order.id}`)).toEqual([
        'ann ask-bank',
        'ann replay-event',
        'ann replay-event',
      ]);
      // Written down before the queue has it: so it says no more than that it was tried.
      const [deed] = await told.system.db.sql<{ detail: object }>(
        `SELECT detail FROM ops_audit WHERE action = 'replay-event' AND subject = $1 ORDER BY id LIMIT 1`,
        [`order:${story.order.id}`],
      );
      expect(deed!.detail).toEqual({
        eventId,
        type: 'order.paid',
        subscription: 'crm',
        job: `${eventId}-r1`,
        attempt: true,
      });
    } finally {
      await subscriber.close();
    }
  });

  it('carries what it carried the first time', async () => {
    const story = await told.buy();
    const [event] = (await pageOf(story)).events;
    await eventually(async () =>
      expect((await told.system.jobsOf('ledger', story.order.id)).length).toBeGreaterThan(0),
    );
    await eventually(async () =>
      expect(
        (await act(ann, story, 'replay', { eventId: event.eventId, subscription: 'ledger' })).status,
      ).toBe(202),
    );
    const { queue, close } = openQueue(told.system.eventsUrl, 'ledger');
    const jobs = (await queue.getJobs(['waiting', 'prioritized'], 0, -1, true)).filter(
      ({ data }) => data.id === event.eventId,
    );
    await close();
    expect(jobs.map(({ id }) => id)).toEqual([event.eventId, `${event.eventId}-r1`]);
    expect(jobs[1]!.data).toEqual(jobs[0]!.data);
  });

  it('is refused where there is no such event or subscription, or it was never given', async () => {
    const story = await told.buy();
    const other = await told.buy();
    const [{ eventId }] = (await pageOf(story)).events;
    // Somebody has it in hand, and has not come far.
    await told.system.db.sql(
      `UPDATE subscriptions SET cursor = starts_after, leased_until = tolem_now() + interval '1 hour' WHERE name = 'late'`,
    );
    const tries: [Story, string, string, number, string][] = [
      [story, eventId, 'nobody', 404, 'EVENT_NOT_FOUND'],
      [other, eventId, 'ledger', 404, 'EVENT_NOT_FOUND'],
      [story, story.order.id, 'ledger', 404, 'EVENT_NOT_FOUND'],
      [story, eventId, 'crm', 409, 'EVENT_NOT_GIVEN'],
      [story, eventId, 'late', 409, 'EVENT_NOT_GIVEN'],
    ];
    await eventually(async () =>
      expect((await pageOf(story)).deliveries).toContainEqual({
        eventId,
        subscription: 'ledger',
        state: 'handed-over',
      }),
    );
    for (const [about, event, subscription, status, code] of tries) {
      const answer = await act(ann, about, 'replay', { eventId: event, subscription });
      expect([subscription, answer.status, answer.body.code]).toEqual([subscription, status, code]);
    }
    expect(await deedsOn(told.system.db, `order:${story.order.id}`)).toEqual([]);
  });
});

describe('resolving by hand', () => {
  it.each([
    ['closed', 'closed'],
    // The bank may only have lost sight of it.
    ['absent', 'orphan'],
  ])(
    'declines what the bank says is %s, closes its cases, and polls on: the page is %s',
    async (status, state) => {
      const story = await told.buy();
      await misbehave(told.system, story.order, 'decline.do', 'refuse', { errorCode: 6 });
      await openCase(told.system.db, story.order.id, 'unknown_at_gateway');
      await bankSaid(told.system.db, story.order.id, status);
      const { status: code, body } = await resolve(story, 'declined');
      expect([code, body.order.state]).toEqual([200, 'declined']);
      expect(body.registrations).toMatchObject([{ state, nextLookAt: expect.any(String) }]);
      expect(body.cases).toMatchObject([{ closedBy: 'operator:boss', note: 'The shop has given up' }]);
      expect(body.events.map(({ seq, type, cause }: Record<string, unknown>) => [seq, type, cause])).toEqual([
        [1, 'order.registered', 'shop'],
        [2, 'order.declined', 'operator:boss'],
        [3, 'case.closed', 'operator:boss'],
      ]);
      expect((await deedsOn(told.system.db, `order:${story.order.id}`)).at(-1)).toBe('boss resolve');
      await eventually(async () =>
        expect(
          (await told.system.jobsOf('ledger', story.order.id)).map(({ type }) => type.slice(9, -3)),
        ).toEqual(['order.registered', 'order.declined', 'case.closed']),
      );
    },
  );

  it('rejects what was only created, where the bank has no page that could be paid', async () => {
    const story = await told.buy();
    await told.system.db.sql(`UPDATE orders SET state = 'created' WHERE id = $1`, [story.order.id]);
    await bankSaid(told.system.db, story.order.id, 'closed');
    expect((await admin.request('GET', `/ops/api/orders/${story.order.id}`)).body.may.resolve).toEqual([
      'rejected',
    ]);
    const { body } = await resolve(story, 'rejected');
    expect(body.order.state).toBe('rejected');
    expect(body.events.at(-1)).toMatchObject({ type: 'order.rejected', cause: 'operator:boss' });
  });

  it.each(['open', 'absent'])(
    'has the bank close a page that is %s, and its word ends the order',
    async (word) => {
      const story = await told.buy();
      await bankSaid(told.system.db, story.order.id, word);
      await told.system.db.sql('UPDATE registrations SET expires_at = last_answered_at WHERE order_id = $1', [
        story.order.id,
      ]);
      const { status, body } = await resolve(story, 'declined');
      expect([status, body.order.state, body.registrations[0].state]).toEqual([200, 'declined', 'closed']);
      expect(body.events.at(-1)).toMatchObject({ type: 'order.declined', cause: 'schedule' });
      expect(await deedsOn(told.system.db, `order:${story.order.id}`)).toEqual([
        'boss close-page',
        'boss resolve',
      ]);
    },
  );

  // A bank that does not know the page cannot say that it is in no state to be closed.
  it.each(['open', 'absent'])('ends no order whose page, %s, the bank will not close', async (word) => {
    const story = await told.buy();
    await bankSaid(told.system.db, story.order.id, word);
    await told.system.db.sql('UPDATE registrations SET expires_at = last_answered_at WHERE order_id = $1', [
      story.order.id,
    ]);
    await misbehave(told.system, story.order, 'decline.do', 'refuse', { errorCode: 7 });
    const { status, body } = await resolve(story, 'declined');
    expect([status, body.code]).toEqual([409, 'NOT_RESOLVABLE']);
    expect(body.detail).toContain('code 7');
    expect(await story.show()).toMatchObject({ state: 'registered' });
  });

  it('believes no single word that the bank does not know a page', async () => {
    const story = await told.buy({}, 'strict');
    const fault = { values: { orderStatus: null, errorCode: '6' }, times: 0 };
    await misbehave(told.system, story.order, 'getOrderStatusExtended.do', 'otherValues', fault);
    await story.comeBack();
    await eventually(async () => expect((await pageOf(story)).registrations[0].status).toBe('absent'));
    expect((await admin.request('GET', `/ops/api/orders/${story.order.id}`)).body.may.resolve).toEqual([
      'close',
    ]);
    const { status, body } = await resolve(story, 'declined');
    expect([status, body.code]).toEqual([409, 'NOT_RESOLVABLE']);
    expect(body.detail).toContain('three polls');
  });

  it('lets money win that comes after all', async () => {
    const story = await told.buy({}, 'strict');
    await bankSaid(told.system.db, story.order.id, 'absent');
    await misbehave(told.system, story.order, 'decline.do', 'refuse', { errorCode: 6 });
    expect((await resolve(story, 'declined')).body.order.state).toBe('declined');
    await story.pay();
    await story.comeBack();
    await story.settled('paid');
    const page = await pageOf(story);
    expect(page.cases).toMatchObject([{ reason: 'paid_after_close', closedAt: null }]);
  });

  it.each([
    'open',
    'held',
    'charged',
    'reversed',
    'refunded',
    'authenticating',
    'pending',
    'capturing',
    'unknown',
  ])('is refused while the bank’s latest word is %s', async (status) => {
    const story = await told.buy();
    await bankSaid(told.system.db, story.order.id, status);
    const { status: code, body } = await resolve(story, 'declined');
    expect([code, body.code]).toEqual([409, 'NOT_RESOLVABLE']);
    expect(body.detail).toContain(status);
    expect(await deedsOn(told.system.db, `order:${story.order.id}`)).toEqual([]);
  });

  it('is refused to the wrong state, without the number, without a reason, and to whoever is no admin', async () => {
    const story = await told.buy();
    await openCase(told.system.db, story.order.id, 'unknown_at_gateway');
    await bankSaid(told.system.db, story.order.id, 'closed');
    const refused = async (answer: Promise<OpsAnswer>) => {
      const { status, body } = await answer;
      return [status, body.code, body.errors?.map((error: { pointer: string }) => error.pointer)];
    };
    expect(await refused(resolve(story, 'rejected'))).toEqual([409, 'NOT_RESOLVABLE', []]);
    for (const outcome of ['paid', 'authorized', 'refunded', 'released', 'partially_refunded', 'expired'])
      expect(await refused(resolve(story, outcome))).toEqual([400, 'INVALID_REQUEST', ['/outcome']]);
    expect(await refused(resolve(story, 'declined', { confirm: story.order.id }))).toEqual([
      400,
      'INVALID_REQUEST',
      ['/confirm'],
    ]);
    expect(await refused(resolve(story, 'declined', { reason: ' ' }))).toEqual([
      400,
      'INVALID_REQUEST',
      ['/reason'],
    ]);
    const body = { outcome: 'declined', reason: 'x', confirm: story.order.orderNumber };
    expect((await act(ann, story, 'resolve', body)).status).toBe(403);
    expect((await pageOf(story)).order.state).toBe('registered');
    expect(await deedsOn(told.system.db, `order:${story.order.id}`)).toEqual([]);
  });
});

it('knows no order of an id that is none', async () => {
  for (const id of ['x', '019a207b-7052-7c37-8722-a87f68c37fc5'])
    for (const [method, url, body] of [
      ['GET', id, undefined],
      ['POST', `${id}/ask`, undefined],
      ['POST', `${id}/payment-link`, undefined],
      ['POST', `${id}/resolve`, { outcome: 'close', reason: 'x', confirm: 'x' }],
    ] as const) {
      const answer = await admin.request(method, `/ops/api/orders/${url}`, body);
      expect([url, answer.status, answer.body.code]).toEqual([url, 404, 'ORDER_NOT_FOUND']);
    }
});
