// Aim: an order about which the bank never gives an answer that can be used is put to a person, and keeps nobody from asking
// about the others; nobody else would ever hear of it. Method: a bank that misbehaves towards one order, and a second one beside
// it; a login that is refused would be tried again after this test only.
import { behave, misbehave } from '../support/at-the-bank.js';
import { eventually } from '../support/eventually.js';
import { MINUTE_MS, stories, type Story } from '../support/story.js';

const told = stories({ env: { GATEWAY_LOGIN_PROBE_MS: String(10 * MINUTE_MS) } });

const casesOfMerchants = () => told.system.db.sql(`SELECT reason FROM cases WHERE subject LIKE 'merchant:%'`);
const openCasesOf = async ({ order }: Story): Promise<string[]> =>
  (
    await told.system.db.sql<{ reason: string }>('SELECT reason FROM stuck_orders WHERE order_id = $1', [
      order.id,
    ])
  ).map(({ reason }) => reason);

it.each([
  ['html', {}],
  ['refuse', { errorCode: 7 }],
  // To every question it would mean a refused login.
  ['refuse', { errorCode: 5 }],
])('an order whose every question is answered by %s', async (fault, more) => {
  const [unanswered, answered] = [
    await told.buy({ expiresInSeconds: 86_400 }),
    await told.buy({ expiresInSeconds: 86_400 }),
  ];
  const id = await misbehave(told.system, unanswered.order, 'getOrderStatusExtended.do', fault, {
    times: 0,
    ...more,
  });
  await eventually(async () => {
    await told.system.pass(2 * MINUTE_MS);
    await told.system.request('GET', `/v1/orders/${answered.order.id}?refresh=true`);
    expect(await openCasesOf(unanswered)).toEqual(['unknown_status']);
  });
  expect(await openCasesOf(answered)).toEqual([]);
  expect(await unanswered.show()).toMatchObject({ state: 'registered' });
  await answered.pay();
  expect(await answered.endsUp()).toBe(answered.successUrl);
  expect(await casesOfMerchants()).toEqual([]);
  await behave(told.system, id);
  // The pauses have grown with the trouble.
  await told.system.pass(30 * MINUTE_MS);
  await eventually(async () => expect(await openCasesOf(unanswered)).toEqual([]));
});
