// Aim: kill -9 of the api while register.do is under way is healed, but by nobody before the caller must be dead. Method:
// register.do is stuck at the bank, the api dies or freezes, and time passes up to call_deadline and beyond.
import {
  awaitStuck,
  behave,
  callsAbout,
  CLOSED,
  expectOnePayablePage,
  type Fate,
  getStuck,
  orderIdOf,
  pagesOf,
  PAYABLE,
  post,
  calm,
} from '../support/at-the-bank.js';
import { eventually } from '../support/eventually.js';
import { System } from '../support/system.js';

const TIMEOUT_MS = 60_000;
/** The time-out of the call and ten seconds on top. */
const CALL_DEADLINE_MS = TIMEOUT_MS + 10_000;

let system: System;
beforeAll(async () => {
  system = await System.start({ env: { GATEWAY_TIMEOUT_MS: String(TIMEOUT_MS) } });
});
beforeEach(() => calm(system));
afterAll(() => system?.stop());

async function stuckInRegister(fate: Fate) {
  const request = system.order();
  const stuck = await getStuck(system, request, 'register.do', fate);
  const asked = post(system, request).catch(() => 'cut');
  await awaitStuck(system, stuck);
  return { request, stuck, asked, orderId: await orderIdOf(system, request) };
}

async function apiDies(asked: Promise<unknown>): Promise<void> {
  await system.api.end('SIGKILL');
  expect(await asked).toBe('cut');
  await system.api.start();
}

const stateOf = async (orderId: string) => {
  const rows = await system.db.sql<{ state: string; return_token: string }>(
    'SELECT state, return_token FROM registrations WHERE order_id = $1',
    [orderId],
  );
  return rows.at(-1)!;
};

it.each<[Fate, number[]]>([
  ['never arrives', [PAYABLE]],
  ['arrives later', [CLOSED, PAYABLE]],
  ['is done', [CLOSED, PAYABLE]],
])('heals an order whose api died in a register.do that %s', async (fate, pages) => {
  const { request, stuck, asked, orderId } = await stuckInRegister(fate);
  await apiDies(asked);
  await behave(system, stuck);
  await system.pass(CALL_DEADLINE_MS);
  await expectOnePayablePage(system, request, orderId, pages);
});

it('leaves it alone until the caller must be dead, whoever asks', async () => {
  const { body: another } = await system.register();
  const { request, stuck, asked, orderId } = await stuckInRegister('is done');
  await apiDies(asked);
  // Half a minute before the deadline. The other order's look shows that everything due by now has been claimed.
  await system.pass(CALL_DEADLINE_MS - 30_000);
  await eventually(async () => {
    const [row] = await system.db.sql('SELECT polls FROM registrations WHERE order_id = $1', [another.id]);
    expect(row!.polls).toBe(1);
  });
  const { return_token: token } = await stateOf(orderId);
  const back = await system.request('GET', `/pay/return/${token}?orderId=any&lang=en`, { key: null });
  expect(back.status).toBe(200);
  expect(await stateOf(orderId)).toMatchObject({ state: 'sending' });
  expect(await callsAbout(system, request)).toEqual(['register.do']);
  await behave(system, stuck);
  await system.pass(30_000);
  await expectOnePayablePage(system, request, orderId, [CLOSED, PAYABLE]);
});

it('believes no answer that comes after somebody else has taken over', async () => {
  const { request, stuck, asked, orderId } = await stuckInRegister('is done');
  system.api.signal('SIGSTOP');
  await system.pass(CALL_DEADLINE_MS);
  await eventually(async () => {
    const pages = await pagesOf(system, orderId);
    expect(pages.map((page) => page.status)).toEqual([CLOSED, PAYABLE]);
    // Written down, too: by then the one who took over has done all that he will.
    const open = `SELECT FROM registrations WHERE order_id = $1 AND state = 'open'`;
    expect(await system.db.sql(open, [orderId])).toHaveLength(1);
  });
  await behave(system, stuck);
  system.api.signal('SIGCONT');
  const [, page] = await pagesOf(system, orderId);
  expect(await asked).toMatchObject({ status: 201, body: { gatewayOrderId: page!.orderId } });
  await expectOnePayablePage(system, request, orderId, [CLOSED, PAYABLE]);
});
