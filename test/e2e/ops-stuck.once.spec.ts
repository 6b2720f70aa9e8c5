// Aim: a morning's work on what is stuck: find it, ask the bank about all of it at the merchant's pace, watch it settle, close
// what is left. Method: an operator's HTTP calls, the gateway simulator, a worker, and cases put into the rows.
import { eventually } from '../support/eventually.js';
import type { SignedInOperator } from '../support/operator.js';
import { deedsOn, openCase } from '../support/stuck-rows.js';
import { System } from '../support/system.js';

const PER_SECOND = 10;
const PAID = 24;

let system: System;
let ann: SignedInOperator;
let viewer: SignedInOperator;
beforeAll(async () => {
  system = await System.start({ merchant: { callsPerSecond: PER_SECOND } });
  ann = await system.operator('operator', { name: 'ann' });
  viewer = await system.operator('viewer');
});
afterAll(() => system?.stop());

const get = async (url: string) => (await viewer.request('GET', `/ops/api/${url}`)).body;
const reasonsOf = (page: { items: { reason: string }[] }) => page.items.map(({ reason }) => reason);

/** An order with an open case of this reason. */
async function stuckOrder(
  reason: string,
  changes: Record<string, unknown> = {},
): Promise<Record<string, any>> {
  const { body } = await system.register(changes);
  return { ...body, caseId: await openCase(system.db, String(body.id), reason) };
}

it('is asked about at the merchant’s pace, and settles while somebody watches', async () => {
  const orders = [];
  for (let at = 0; at < PAID; at += 1)
    orders.push(await stuckOrder('amount_mismatch', { amount: 1_000 + at }));
  const other = await stuckOrder('disputed');
  for (const order of orders) await system.pay(order);

  const filter = { reason: ['amount_mismatch'] };
  expect(await get('stuck?reason=amount_mismatch&limit=10&sort=-amount')).toMatchObject({
    total: PAID,
    limit: 10,
    offset: 0,
    items: orders
      .toReversed()
      .slice(0, 10)
      .map(({ id, amount }) => ({
        orderId: id,
        amount,
        currency: 'KZT',
        shopId: 'patient',
        merchantId: 'patient',
        state: 'registered',
        status: 'open',
        assignee: null,
      })),
    facets: {
      reasons: [
        { reason: 'amount_mismatch', count: PAID },
        { reason: 'disputed', count: 1 },
      ],
      shops: [{ shopId: 'patient', count: PAID + 1 }],
      merchants: [{ merchantId: 'patient', count: PAID + 1 }],
      assignees: [{ assignee: null, count: PAID + 1 }],
    },
  });
  const dry = await ann.request('POST', '/ops/api/stuck/ask', { filter, dryRun: true });
  expect([dry.status, dry.body]).toEqual([
    200,
    {
      matching: PAID,
      orders: PAID,
      registrations: PAID,
      merchants: [
        {
          merchantId: 'patient',
          registrations: PAID,
          callsPerSecond: PER_SECOND,
          seconds: Math.ceil(PAID / 8),
        },
      ],
    },
  ]);
  const before = (await system.control('GET', 'calls?merchant=patient-api')).calls.length;
  const ask = await ann.request('POST', '/ops/api/stuck/ask', { filter });
  expect([ask.status, ask.body]).toEqual([202, { id: expect.any(String), registrations: PAID }]);
  const [turns] = await system.db.sql<Record<string, number>>(
    `SELECT extract(epoch FROM max(due_after))::float AS last, count(DISTINCT due_after)::int AS turns FROM bulk_ask_items`,
  );
  expect(turns).toEqual({ last: PAID / 8, turns: PAID });
  await eventually(
    async () =>
      expect(await get(`asks/${ask.body.id}`)).toEqual({
        id: ask.body.id,
        askedBy: 'ann',
        askedAt: expect.any(String),
        registrations: PAID,
        asked: PAID,
        settled: PAID,
      }),
    60_000,
  );
  expect(reasonsOf(await get('stuck'))).toEqual(['disputed']);
  const { calls } = await system.control('GET', 'calls?merchant=patient-api');
  const times = calls.slice(before).map(({ at }: { at: string }) => Date.parse(at));
  for (const start of times)
    expect(times.filter((time: number) => time >= start && time < start + 1_000).length).toBeLessThanOrEqual(
      2 * PER_SECOND,
    );
  const paid = (await system.eventsOf(orders[0]!.id)).find(({ type }) => type === 'kz.tolem.order.paid.v1')!;
  expect(paid.data.cause).toBe('operator');
  expect(await deedsOn(system.db, `ask:${ask.body.id}`)).toEqual(['ann bulk-ask']);
  await ann.request('POST', `/ops/api/cases/${other.caseId}/close`, { reason: 'Talked to the payer' });
});

it('asks about those that were picked, by order or registration', async () => {
  const [one, two] = [await stuckOrder('unknown_status'), await stuckOrder('unknown_status')];
  const [page] = await system.db.sql<{ id: string }>('SELECT id FROM registrations WHERE order_id = $1', [
    two.id,
  ]);
  const ask = await ann.request('POST', '/ops/api/stuck/ask', { ids: [one.id, page!.id] });
  expect(ask.body.registrations).toBe(2);
  await eventually(
    async () => expect(await get(`asks/${ask.body.id}`)).toMatchObject({ asked: 2, settled: 2 }),
    30_000,
  );
  for (const { id } of [one, two])
    expect((await get(`orders/${id}`)).timeline).toContainEqual(
      expect.objectContaining({
        kind: 'operator',
        title: 'bulk-ask',
        cause: 'operator:ann',
        detail: { ask: ask.body.id, registrations: 2 },
      }),
    );
});

it('is found by every number there is, and by nothing like it', async () => {
  const order = await stuckOrder('disputed', { amount: 777 });
  const [page] = await system.db.sql<Record<string, string>>(
    `UPDATE registrations SET rrn = '532900000777' WHERE order_id = $1 RETURNING id, gateway_order_number, gateway_order_id`,
    [order.id],
  );
  const [event] = await system.db.sql<Record<string, string>>(
    'SELECT event_id FROM events WHERE order_id = $1 ORDER BY seq LIMIT 1',
    [order.id],
  );
  const numbers = [
    order.id,
    order.orderNumber,
    order.caseId,
    ...Object.values(page!),
    '532900000777',
    event!.event_id!,
  ];
  for (const q of numbers) {
    const found = await get(`stuck?q=${encodeURIComponent(q)}`);
    expect([q, found.items.map(({ orderId }: { orderId: string }) => orderId)]).toEqual([q, [order.id]]);
  }
  expect((await get(`stuck?q=${order.orderNumber}x`)).total).toBe(0);
  const orders = async (q: string) => (await get(`orders?q=${encodeURIComponent(q)}`)).items;
  for (const q of [...numbers, order.orderNumber.slice(0, 8)])
    expect([q, (await orders(q)).map(({ id }: { id: string }) => id)]).toEqual([q, [order.id]]);
  expect(await orders(order.orderNumber)).toEqual([
    expect.objectContaining({
      orderNumber: order.orderNumber,
      amount: 777,
      state: 'registered',
      stuck: true,
    }),
  ]);
  expect(await orders('%')).toEqual([]);
  await ann.request('POST', `/ops/api/cases/${order.caseId}/close`, { reason: 'Found it' });
});

it('can be given to somebody, talked about, and closed for a reason, by one or many', async () => {
  const [one, two, three] = [
    await stuckOrder('disputed'),
    await stuckOrder('disputed'),
    await stuckOrder('impossible_move'),
  ];
  const url = `/ops/api/cases/${one.caseId}`;
  expect((await ann.request('PUT', `${url}/assignee`, { assignee: 'ann' })).body).toMatchObject({
    assignee: 'ann',
  });
  expect((await get('stuck?assignee=ann')).items).toMatchObject([{ orderId: one.id, assignee: 'ann' }]);
  expect((await get('stuck?assignee=none')).total).toBe(2);
  for (const assignee of ['nobody-here', viewer.name]) {
    const refused = await ann.request('PUT', `${url}/assignee`, { assignee });
    expect([assignee, refused.status, refused.body.errors?.[0].pointer]).toEqual([
      assignee,
      400,
      '/assignee',
    ]);
  }

  const comment = await ann.request('POST', `${url}/comments`, { text: 'The bank calls back at four' });
  expect([comment.status, comment.body.comments]).toEqual([
    201,
    [{ id: expect.any(String), by: 'ann', at: expect.any(String), text: 'The bank calls back at four' }],
  ]);
  const closed = await ann.request('POST', `${url}/close`, { reason: 'They have called' });
  expect([closed.status, closed.body]).toEqual([
    200,
    expect.objectContaining({
      closedBy: 'operator:ann',
      note: 'They have called',
      closedAt: expect.any(String),
    }),
  ]);
  const again = await ann.request('POST', `${url}/close`, { reason: 'They have called' });
  expect([again.status, again.body.code]).toEqual([409, 'CASE_CLOSED']);
  const events = await system.eventsOf(one.id);
  expect(events.map(({ sequence, type, data }) => [Number(sequence), type.slice(9, -3), data.cause])).toEqual(
    [
      [1, 'order.registered', 'shop'],
      [2, 'case.closed', 'operator'],
    ],
  );
  const many = await ann.request('POST', '/ops/api/cases/close', {
    ids: [one.caseId, two.caseId, three.caseId, one.id],
    reason: 'All talked through',
  });
  expect([many.status, many.body]).toEqual([200, { closed: 2, skipped: 2 }]);
  expect((await get('stuck')).total).toBe(0);
  expect(await deedsOn(system.db, `order:${one.id}`)).toEqual([
    'ann assign',
    'ann comment',
    'ann close-case',
  ]);
  expect(await deedsOn(system.db, `order:${three.id}`)).toEqual(['ann close-case']);
});

it('leaves as CSV that no spreadsheet takes for formulas', async () => {
  const order = await stuckOrder('disputed', { orderNumber: '=HYPERLINK("http://x")' });
  const { status, headers, body } = await viewer.request('GET', '/ops/api/stuck.csv?reason=disputed');
  expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
  const lines = body.split('\r\n');
  expect(lines).toHaveLength(3);
  expect(lines[0]).toMatch(/^\uFEFF?reason,since,/);
  expect(lines[1]).toContain(`"'=HYPERLINK(""http://x"")",${order.id},12500.00,KZT`);
  await ann.request('POST', `/ops/api/cases/${order.caseId}/close`, { reason: 'Seen' });
});

it.each([
  ['GET', 'stuck?sort=age', '/sort', undefined],
  ['GET', 'stuck?limit=201', '/limit', undefined],
  ['GET', 'stuck?state=lost', '/state', undefined],
  ['GET', 'stuck?reason=a;b', '/reason/0', undefined],
  ['GET', 'stuck?colour=red', '/colour', undefined],
  ['GET', 'orders?createdAfter=yesterday', '/createdAfter', undefined],
  ['GET', 'orders?cursor=x', '/cursor', undefined],
  ['POST', 'stuck/ask', '/filter', {}],
  ['POST', 'stuck/ask', '/ids/0', { ids: ['x'] }],
  ['POST', 'cases/close', '/reason', { ids: ['019a207b-7052-7c37-8722-a87f68c37fc5'], reason: '  ' }],
])('refuses %s %s and names %s', async (method, url, pointer, body) => {
  const answer = await ann.request(method, `/ops/api/${url}`, body);
  expect([answer.status, answer.body.code]).toEqual([400, 'INVALID_REQUEST']);
  expect(answer.body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
});

it('lets a viewer look, and do nothing', async () => {
  const { id, caseId } = await stuckOrder('disputed');
  for (const [method, url, body] of [
    ['POST', 'stuck/ask', { filter: {} }],
    ['POST', 'stuck/ask', { filter: {}, dryRun: true }],
    ['POST', 'cases/close', { ids: [caseId], reason: 'x' }],
    ['POST', `cases/${caseId}/close`, { reason: 'x' }],
    ['POST', `cases/${caseId}/comments`, { text: 'x' }],
    ['PUT', `cases/${caseId}/assignee`, { assignee: null }],
    ['POST', `orders/${id}/ask`, undefined],
  ] as const)
    expect([url, (await viewer.request(method, `/ops/api/${url}`, body)).status]).toEqual([url, 403]);
  expect((await get(`orders/${id}`)).may).toEqual({
    ask: false,
    newPaymentLink: false,
    resolve: [],
    replay: false,
    closeCase: false,
  });
});
