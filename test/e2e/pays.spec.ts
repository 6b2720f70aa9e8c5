// Aim: what a payer does at the bank becomes the order's state, because the worker asked, and exactly these facts are told.
import { eventually } from '../support/eventually.js';
import { System } from '../support/system.js';

const MINUTE_MS = 60_000;

let system: System;
beforeAll(async () => {
  system = await System.start();
}, 60_000);
afterAll(() => system?.stop());

const typesOf = async (orderId: string, shop: 'patient' | 'strict' = 'patient') =>
  (await system.eventsOf(orderId, shop)).map((event) => [Number(event.sequence), event.type.slice(9, -3)]);

const settled = (orderId: string, state: string, shop: 'patient' | 'strict' = 'patient') =>
  eventually(async () => expect(await system.show(orderId, shop)).toMatchObject({ state }));

it('is paid, with exactly two events, in order, in the log and in a subscription nobody consumes', async () => {
  const { status, body: order } = await system.register();
  expect(status).toBe(201);
  await system.pay(order);
  const back = await system.comeBack(order);
  expect([back.status, back.headers.get('location')]).toEqual([
    303,
    `http://${system.shopHost}/thanks?cart=1`,
  ]);
  expect(await system.show(order.id)).toMatchObject({
    state: 'paid',
    captured: 1_250_000,
    refunded: 0,
    payment: { way: 'CARD', maskedCard: '444455**3333' },
  });
  const told = [
    { type: 'kz.tolem.order.registered.v1', sequence: '0000000001' },
    { type: 'kz.tolem.order.paid.v1', sequence: '0000000002' },
  ];
  expect(await system.eventsOf(order.id)).toEqual(told.map((event) => expect.objectContaining(event)));
  await eventually(async () =>
    expect(await system.jobsOf('ledger', order.id)).toEqual(
      told.map((event) => ({ ...event, subject: order.id })),
    ),
  );
});

it('is declined when the code is wrong and the merchant allows one attempt', async () => {
  const { body: order } = await system.register({}, 'strict');
  await system.pay(order, { cvc: '999' });
  const back = await system.comeBack(order);
  expect(back.headers.get('location')).toBe(`http://${system.shopHost}/sorry`);
  expect(await system.show(order.id, 'strict')).toMatchObject({
    state: 'declined',
    captured: 0,
    failure: { actionCode: 71015 },
  });
  expect(await typesOf(order.id, 'strict')).toEqual([
    [1, 'order.registered'],
    [2, 'order.declined'],
  ]);
});

it('tells of a refused attempt when a look falls between it and the success', async () => {
  const { body: order } = await system.register();
  await system.pay(order, { cvc: '999' });
  await system.pass(MINUTE_MS);
  await eventually(async () => expect(await typesOf(order.id)).toHaveLength(2));
  await system.pay(order);
  await system.pass(2 * MINUTE_MS);
  await settled(order.id, 'paid');
  expect(await typesOf(order.id)).toEqual([
    [1, 'order.registered'],
    [2, 'order.attempt_failed'],
    [3, 'order.paid'],
  ]);
});

it('tells nothing of an attempt that nobody looked at', async () => {
  const { body: order } = await system.register();
  await system.pay(order, { cvc: '999' });
  await system.pay(order);
  await system.comeBack(order);
  expect(await typesOf(order.id)).toEqual([
    [1, 'order.registered'],
    [2, 'order.paid'],
  ]);
});

it('sends a payer whose attempt was refused to the fail URL, and the order stays payable', async () => {
  const { body: order } = await system.register();
  await system.pay(order, { cvc: '999' });
  const back = await system.comeBack(order);
  expect(back.headers.get('location')).toBe(`http://${system.shopHost}/sorry`);
  expect(await system.show(order.id)).toMatchObject({ state: 'registered', paymentUrl: order.paymentUrl });
});

it('is paid by schedule alone when the payer never returns', async () => {
  const { body: order } = await system.register();
  await system.pay(order);
  await system.pass(MINUTE_MS);
  await settled(order.id, 'paid');
  const [paid] = (await system.eventsOf(order.id)).slice(-1);
  expect(paid!.data.cause).toBe('schedule');
  const [row] = await system.db.sql('SELECT returned_at FROM registrations WHERE order_id = $1', [order.id]);
  expect(row!.returned_at).toBeNull();
});

it('expires only when the bank says so', async () => {
  const { body: order } = await system.register({ expiresInSeconds: 600 });
  await system.pass(12 * MINUTE_MS);
  await settled(order.id, 'expired');
  expect(await typesOf(order.id)).toEqual([
    [1, 'order.registered'],
    [2, 'order.expired'],
  ]);
});

it('shows a page that waits while the bank has not decided, and tells it where to go once it has', async () => {
  const { body: order } = await system.register({ language: 'kk' });
  const back = await system.comeBack(order);
  expect(back.status).toBe(200);
  expect(back.body.text).toContain('Төлем тексерілуде');
  const [{ return_token: token }] = (await system.db.sql<{ return_token: string }>(
    'SELECT return_token FROM registrations WHERE order_id = $1',
    [order.id],
  )) as [{ return_token: string }];
  const status = () => system.request('GET', `/pay/status/${token}`, { key: null });
  expect((await status()).body).toEqual({ decided: false, payable: true });
  await system.pay(order);
  await eventually(async () =>
    expect((await status()).body).toEqual({
      decided: true,
      location: `http://${system.shopHost}/thanks?cart=1`,
    }),
  );
});

it('believes nothing in the query of a return, and knows no token it has not given out', async () => {
  const { body: order } = await system.register();
  const [{ return_token: token }] = (await system.db.sql<{ return_token: string }>(
    'SELECT return_token FROM registrations WHERE order_id = $1',
    [order.id],
  )) as [{ return_token: string }];
  const forged = await system.request('GET', `/pay/return/${token}?orderId=another&status=1&state=paid`, {
    key: null,
  });
  expect(forged.status).toBe(200);
  expect(await system.show(order.id)).toMatchObject({ state: 'registered' });
  expect((await system.request('GET', '/pay/return/nobody-knows-this', { key: null })).status).toBe(404);
});
