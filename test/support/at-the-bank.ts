import { eventually } from './eventually.js';
import type { Answer, ShopName, System } from './system.js';

export type Endpoint = 'register.do' | 'getOrderStatusExtended.do' | 'decline.do';
type Request = Record<string, unknown>;

/** The bank's own numbers for an order nobody has paid yet, a paid one, and one that nobody can pay any more. */
export const [PAYABLE, PAID, CLOSED] = [0, 2, 6];

/** What the bank has for one order of ours, oldest first. */
export async function pagesOf(system: System, orderId: string): Promise<Record<string, any>[]> {
  return (await system.control('GET', `orders?tolemOrder=${orderId}`)).toReversed();
}

/** Calls the bank has had about a request's number, in their order. */
export async function callsAbout(system: System, request: Request): Promise<Endpoint[]> {
  const { calls } = await system.control('GET', 'calls');
  return calls
    .filter((call: { orderNumber: string | null }) =>
      call.orderNumber?.startsWith(String(request.orderNumber)),
    )
    .map((call: { endpoint: Endpoint }) => call.endpoint);
}

/** Orders a fault for the next call about a request's number; answers its id. */
export async function misbehave(
  system: System,
  request: Request,
  endpoint: Endpoint,
  fault: string,
  more: Record<string, unknown> = {},
): Promise<string> {
  const match = { orderNumberPrefix: request.orderNumber };
  return (await system.control('POST', 'faults', { endpoint, fault, match, ...more })).id;
}

/**
 * The bank answers the api: no story begins in the shadow of the breaker, after the troubles of the one before. One trouble more
 * or less makes it open or not, and these stories are about calls that are made.
 */
export const calm = (system: System): Promise<void> =>
  eventually(async () => expect((await system.register()).status).toBe(201));

export const behave = (system: System, faultId: string): Promise<void> =>
  system.control('DELETE', `faults/${faultId}`);

/** A call about it has come to the bank and waits there. */
export async function awaitStuck(system: System, faultId: string): Promise<void> {
  await eventually(async () => {
    const faults: { id: string; waiting: number }[] = await system.control('GET', 'faults');
    expect(faults.find(({ id }) => id === faultId)).toMatchObject({ waiting: 1 });
  });
}

export const post = (system: System, request: Request, more: object = {}): Promise<Answer> =>
  system.request('POST', '/v1/orders', { body: request, ...more });

export const settled = (
  system: System,
  orderId: string,
  state: string,
  shop: ShopName = 'patient',
): Promise<void> => eventually(async () => expect(await system.show(orderId, shop)).toMatchObject({ state }));

/** Sequence and short type of every event of an order. */
export const historyOf = async (
  system: System,
  orderId: string,
  shop: ShopName = 'patient',
): Promise<string[]> =>
  (await system.eventsOf(orderId, shop)).map(
    (event) => `${Number(event.sequence)} ${event.type.slice(9, -3)}`,
  );

export async function orderIdOf(system: System, request: Request): Promise<string> {
  return eventually(async () => {
    const [row] = await system.db.sql<{ id: string }>('SELECT id FROM orders WHERE order_number = $1', [
      request.orderNumber,
    ]);
    expect(row).toBeDefined();
    return row!.id;
  });
}

/**
 * How every story of a lost answer has to end: at the bank are `pages` and the last alone can be paid, asking again gives
 * its address, nobody could ever have paid twice, and its payment is told once.
 */
export async function expectOnePayablePage(
  system: System,
  request: Request,
  orderId: string,
  pages: readonly number[] = [PAYABLE],
): Promise<void> {
  await settled(system, orderId, 'registered');
  await eventually(
    async () => expect((await pagesOf(system, orderId)).map((page) => page.status)).toEqual(pages),
    30_000,
  );
  const [page] = (await pagesOf(system, orderId)).filter(({ status }) => status === PAYABLE);
  const again = await post(system, request);
  expect(again).toMatchObject({ status: 200, body: { id: orderId, gatewayOrderId: page!.orderId } });
  expect(again.body.paymentUrl).toContain(`mdOrder=${page!.orderId}`);
  expect(await historyOf(system, orderId)).toEqual(['1 order.registered']);
  expect(await system.control('GET', 'violations')).toEqual([]);
  await system.pay(again.body);
  await system.comeBack(again.body);
  await settled(system, orderId, 'paid');
  expect(await historyOf(system, orderId)).toEqual(['1 order.registered', '2 order.paid']);
}

export type When = 'before' | 'after';

/** What becomes of a call whose caller dies while he waits for its answer. */
export type Fate = 'never arrives' | 'arrives later' | 'is done';
const FATES: Record<Fate, { fault: string; when: When }> = {
  'never arrives': { fault: 'silence', when: 'before' },
  'arrives later': { fault: 'hold', when: 'before' },
  'is done': { fault: 'hold', when: 'after' },
};

/** The next such call about a request's number gets stuck; undone, it has the fate it was given. */
export function getStuck(system: System, request: Request, endpoint: Endpoint, fate: Fate): Promise<string> {
  const { fault, when } = FATES[fate];
  return misbehave(system, request, endpoint, fault, { when });
}

/** register.do's answer is lost, before or after the bank has done it, and recovery is stuck in the question about it. */
export async function loseAnswer(system: System, request: Request, lost: When) {
  const question = await misbehave(system, request, 'getOrderStatusExtended.do', 'hold');
  await misbehave(system, request, 'register.do', 'cut', { when: lost });
  const { status, body } = await post(system, request);
  expect([status, body.state, body.paymentUrl]).toEqual([202, 'created', undefined]);
  await awaitStuck(system, question);
  return { orderId: body.id as string, question };
}

/** Lets recovery go on from where it is stuck to its next such call, where it is stuck again. */
export async function goOnTo(
  system: System,
  request: Request,
  stuck: string,
  next: Readonly<{ endpoint: Endpoint; fate: Fate }>,
): Promise<string> {
  const fault = await getStuck(system, request, next.endpoint, next.fate);
  await behave(system, stuck);
  await awaitStuck(system, fault);
  return fault;
}

/** kill -9 of the worker while it is stuck; another one is there, and finds the row once the lease is over. */
export async function dieAndGoOn(system: System, stuck: string): Promise<void> {
  await system.worker.end('SIGKILL');
  await behave(system, stuck);
  await system.worker.start();
  await system.pass(130_000);
}
