// Aim: a reason to poll waits for no row that another one has locked: it keeps nobody from the database, and is lost to nobody.
// Method: the test holds the rows of orders for as long as it likes, and lets go only when all has been answered.
import pg from 'pg';
import { eventually } from '../support/eventually.js';
import { signedCallback } from '../support/sign-callback.js';
import { MINUTE_MS, stories, type Story, WAITING_PAGE } from '../support/story.js';

const HMAC = 'the-token-of-the-portal';
const told = stories({
  callbacks: { patient: { keys: [{ hmac: HMAC }] }, strict: {} },
  // The schedule is not what asks here.
  merchant: { aftercareDays: [] },
});

/** Everything that is known of these orders is locked until `work` is over. */
async function whileLocked<T>(held: readonly Story[], work: () => Promise<T>): Promise<T> {
  const holder = new pg.Client({ connectionString: told.system.db.url });
  await holder.connect();
  try {
    await holder.query('BEGIN');
    const ids = [held.map(({ order }) => order.id)];
    await holder.query('SELECT FROM orders WHERE id = ANY ($1) FOR UPDATE', ids);
    await holder.query('SELECT FROM registrations WHERE order_id = ANY ($1) FOR UPDATE', ids);
    return await work();
  } finally {
    await holder.end();
  }
}

async function callback(story: Story, operation: string): Promise<void> {
  const { gateway_order_number: orderNumber } = await story.registration();
  const said = { mdOrder: story.order.gatewayOrderId, orderNumber, operation, status: '1' };
  const form = story.shop === 'patient' ? signedCallback(said, HMAC) : new URLSearchParams(said);
  const type = 'application/x-www-form-urlencoded';
  const sent = { key: null, raw: form.toString(), type };
  const { status } = await told.system.request('POST', `/pay/callback/${story.shop}`, sent);
  expect(status).toBe(200);
}

async function refresh({ order, shop }: Story): Promise<void> {
  const { status, body } = await told.system.request('GET', `/v1/orders/${order.id}?refresh=true`, { shop });
  expect([status, body.refreshed]).toEqual([200, false]);
}

const comesBack = async (story: Story): Promise<void> => expect(await story.comeBack()).toBe(WAITING_PAGE);

async function operatorAsks({ order }: Story): Promise<void> {
  const ann = await told.system.operator('operator');
  expect(await ann.request('POST', `/ops/api/orders/${order.id}/ask`)).toMatchObject({ status: 202 });
}

const REASONS: [string, 'patient' | 'strict', (story: Story) => Promise<void>][] = [
  ['a payer who comes back', 'patient', comesBack],
  ['a verified callback', 'patient', (story) => callback(story, 'deposited')],
  ['a callback that anybody could have sent', 'strict', (story) => callback(story, 'deposited')],
  ['a shop that refreshes', 'patient', refresh],
  ['an operator who asks', 'patient', operatorAsks],
];

const owed = () => told.system.db.sql('SELECT * FROM owed_hastens');

it('keeps the api ready, and open to other orders, while many wait for locked rows', async () => {
  const held = await Promise.all(Array.from({ length: 12 }, () => told.buy()));
  await whileLocked(held, async () => {
    const back = held.map((story) => story.comeBack());
    const { system } = told;
    for (let times = 0; times < 3; times += 1) {
      expect((await system.request('GET', '/health/ready', { key: null })).status).toBe(200);
      const other = await system.register({}, 'stranger');
      expect(other.status).toBe(201);
      expect((await system.show(other.body.id, 'stranger')).state).toBe('registered');
    }
    expect(await Promise.all(back)).toEqual(held.map(() => WAITING_PAGE));
  });
});

it('tells shops that want a locked order changed to repeat it, and serves the others', async () => {
  const { system } = told;
  const requests = Array.from({ length: 12 }, () => system.order());
  const held = await Promise.all(requests.map((request) => told.buy(request)));
  await whileLocked(held, async () => {
    const repeated = requests.map((body) => system.request('POST', '/v1/orders', { body }));
    for (let times = 0; times < 3; times += 1)
      expect((await system.register({}, 'stranger')).status).toBe(201);
    for (const answer of await Promise.all(repeated))
      expect(answer).toMatchObject({ status: 503, body: { code: 'UNAVAILABLE', retry: 'look-first' } });
  });
  for (const body of requests)
    expect((await system.request('POST', '/v1/orders', { body })).status).toBe(200);
});

it.each(REASONS)('has the bank asked for %s as soon as the row is free', async (_, shop, hint) => {
  const story = await told.buy({}, shop);
  await story.pay();
  await whileLocked([story], async () => {
    await hint(story);
    expect(await owed()).toHaveLength(1);
  });
  await story.settled('paid');
  await eventually(async () => expect(await owed()).toEqual([]));
});

it.each(['patient', 'strict'] as const)(
  'announces a refund that was told while the row was locked (shop %s)',
  async (shop) => {
    const story = await told.buy({}, shop);
    await story.pay();
    await story.comeBack();
    await story.settled('paid');
    await told.system.pass(MINUTE_MS);
    // What the return still has asked must not be what finds the refund.
    await eventually(async () => expect((await story.registration()).next_poll_at).toBeNull());
    const { gatewayOrderId: orderId } = story.order;
    await told.system.control('POST', 'refunds', { orderId, amount: 50_000, callback: false });
    await whileLocked([story], () => callback(story, 'refunded'));
    await eventually(async () => expect((await story.lastEvent()).type).toBe('kz.tolem.order.refunded.v1'));
    expect((await story.lastEvent()).data).toMatchObject({ refundedNow: 50_000, cause: 'callback' });
  },
);
