// Aim: a refusal of the bank rejects an order only if its values were wrong; a refused login, a taken number and a page on
// a foreign host are told apart from that. Method: the bank refuses once with a code, or has another password.
import { writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import {
  callsAbout,
  expectOnePayablePage,
  historyOf,
  misbehave,
  pagesOf,
  PAYABLE,
  post,
  settled,
  calm,
} from '../support/at-the-bank.js';
import { eventually } from '../support/eventually.js';
import { System } from '../support/system.js';

let system: System;
beforeAll(async () => {
  system = await System.start();
});
beforeEach(() => calm(system));
afterAll(() => system?.stop());

const refuse = (request: Record<string, unknown>, errorCode: number, more: object = {}): Promise<string> =>
  misbehave(system, request, 'register.do', 'refuse', { errorCode, ...more });

const orderOf = async (request: Record<string, unknown>): Promise<Record<string, any>> => {
  const [row] = await system.db.sql<{ id: string }>('SELECT id FROM orders WHERE order_number = $1', [
    request.orderNumber,
  ]);
  return system.show(row!.id);
};

const QUESTION = 'getOrderStatusExtended.do';

describe('values the bank does not take', () => {
  it.each<[number, string, string[]]>([
    [3, 'the currency is unknown to the gateway or not allowed for the merchant', ['register.do']],
    [4, 'a mandatory field is empty or the return address is not absolute', ['register.do']],
    [12, 'a value is missing', ['register.do']],
    [13, 'the merchant has no right to the features asked for', ['register.do']],
    [14, 'the features asked for are malformed', ['register.do']],
    // May mean a refused login: a question that is answered shows that it does not.
    [5, 'a value is wrong', ['register.do', QUESTION]],
    [99, 'the code is not documented', ['register.do', QUESTION]],
  ])('reject an order with code %i: %s', async (code, words, calls) => {
    const request = system.order();
    await refuse(request, code);
    const { status, body } = await post(system, request);
    expect(status).toBe(422);
    expect(body).toMatchObject({ code: 'GATEWAY_REFUSED', retry: 'never' });
    const order = await orderOf(request);
    // In our own words: the bank's are in any language, and are not for everybody.
    expect(body.detail).toBe(
      `The gateway refused to register the order with code ${code}: ${words} (order ${order.id})`,
    );
    expect([order.state, order.paymentUrl]).toEqual(['rejected', undefined]);
    expect(await callsAbout(system, request)).toEqual(calls);
    const [event, ...others] = await system.eventsOf(order.id);
    expect(others).toEqual([]);
    expect(event).toMatchObject({ type: 'kz.tolem.order.rejected.v1', sequence: '0000000001' });
    expect(event!.data).toMatchObject({ state: 'rejected', reason: expect.stringContaining(`code ${code}`) });
    const [row] = await system.db.sql('SELECT state, next_poll_at FROM registrations WHERE order_id = $1', [
      order.id,
    ]);
    expect(row).toEqual({ state: 'refused', next_poll_at: null });
  });

  it('leave the number free for other facts, and its events go on counting', async () => {
    const request = system.order();
    await refuse(request, 3);
    await post(system, request);
    const other = {
      ...request,
      amount: 777,
      successUrl: `${String(request.successUrl)}&again`,
      metadata: { a: 'b' },
    };
    const { status, body } = await post(system, other);
    expect(status).toBe(201);
    expect(body).toMatchObject({ amount: 777, state: 'registered', metadata: { a: 'b' }, lastSeq: 2 });
    const events = await system.eventsOf(body.id);
    expect(events.map(({ type, data }) => [type, data.amount])).toEqual([
      ['kz.tolem.order.rejected.v1', 1_250_000],
      ['kz.tolem.order.registered.v1', 777],
    ]);
    const [page] = await pagesOf(system, body.id);
    expect(page!.amountMinor).toBe(777);
    expect(await post(system, request)).toMatchObject({ status: 409, body: { code: 'ORDER_FACTS_DIFFER' } });
    await system.pay(body);
    await system.comeBack(body);
    await settled(system, body.id, 'paid');
    expect(await historyOf(system, body.id)).toEqual([
      '1 order.rejected',
      '2 order.registered',
      '3 order.paid',
    ]);
  });

  it('may be refused again and again, each time with an event', async () => {
    const request = system.order();
    await refuse(request, 4, { times: 2 });
    expect((await post(system, request)).status).toBe(422);
    expect((await post(system, request)).status).toBe(422);
    const { status, body } = await post(system, request);
    expect(status).toBe(201);
    expect(await historyOf(system, body.id)).toEqual([
      '1 order.rejected',
      '2 order.rejected',
      '3 order.registered',
    ]);
  });

  it('are told of when they are refused only after an answer was lost', async () => {
    const request = system.order();
    await misbehave(system, request, 'register.do', 'cut');
    // The first call is met by the fault ordered first.
    await refuse(request, 3);
    const { status, body } = await post(system, request);
    expect(status).toBe(202);
    await settled(system, body.id, 'rejected');
    expect(await historyOf(system, body.id)).toEqual(['1 order.rejected']);
  });

  it('that race for one number are told to everybody', async () => {
    const request = system.order();
    await refuse(request, 3, { times: 0 });
    // Whoever looks while another racer registers the number afresh is told to ask again.
    const ask = () =>
      eventually(async () => {
        const answer = await post(system, request);
        expect(answer.status).not.toBe(202);
        return answer;
      });
    const answers = await Promise.all([1, 2, 3, 4].map(ask));
    expect(answers.map(({ status }) => status)).toEqual([422, 422, 422, 422]);
    for (const { body } of answers) expect(body.detail).toContain('code 3: the currency is unknown');
  });
});

describe('an unclear refusal', () => {
  it.each([5, 99])('of code %i decides nothing while the question is not answered either', async (code) => {
    const request = system.order();
    await refuse(request, code);
    await misbehave(system, request, QUESTION, 'http500', { times: 2 });
    const { status, body } = await post(system, request);
    expect([status, body.state]).toEqual([202, 'created']);
    await expectOnePayablePage(system, request, body.id);
  });
});

describe('a number that is taken', () => {
  it('is somebody else’s when nothing was sent before: a fresh one is taken at once', async () => {
    const request = system.order();
    await refuse(request, 1);
    const { status, body } = await post(system, request);
    expect(status).toBe(201);
    expect(await callsAbout(system, request)).toEqual(['register.do', 'register.do']);
    const numbers = await system.db.sql(
      'SELECT state, gateway_order_number AS number FROM registrations WHERE order_id = $1 ORDER BY attempt',
      [body.id],
    );
    expect(numbers.map((row) => row.state)).toEqual(['refused', 'open']);
    expect(numbers[0]!.number).not.toBe(numbers[1]!.number);
    await expectOnePayablePage(system, request, body.id);
  });

  it('is given up when every fresh number is taken too', async () => {
    const request = system.order();
    await refuse(request, 1, { times: 0 });
    const { status } = await post(system, request);
    expect(status).toBe(422);
    expect((await orderOf(request)).state).toBe('rejected');
    expect((await callsAbout(system, request)).length).toBeLessThan(10);
  });

  it('is looked at when a call of ours is unaccounted for', async () => {
    const request = system.order();
    await misbehave(system, request, 'register.do', 'cut');
    await refuse(request, 1);
    const { status, body } = await post(system, request);
    expect(status).toBe(202);
    await eventually(async () =>
      expect((await callsAbout(system, request)).slice(0, 3)).toEqual([
        'register.do',
        QUESTION,
        'register.do',
      ]),
    );
    await system.pass(10_000);
    await expectOnePayablePage(system, request, body.id);
    expect((await callsAbout(system, request)).slice(3, 5)).toEqual([QUESTION, 'register.do']);
  });
});

describe('a login that is refused', () => {
  const setPassword = async (changed: boolean) => {
    const { merchants } = system.readConfig() as { merchants: { login: string; password: string }[] };
    const { login, password } = merchants.find((merchant) => merchant.login === 'strict-api')!;
    const merchant = { login, password: changed ? 'another' : password, attempts: 1, currencies: ['KZT'] };
    await system.control('PUT', 'merchants', merchant);
  };
  const cases = () =>
    system.db.sql<{ subject: string; closed: boolean }>(
      `SELECT subject, closed_at IS NOT NULL AS closed FROM cases WHERE reason = 'credentials_refused'`,
    );
  const told = async () => {
    const rows = await system.db.sql<{ seq: number; type: string }>(
      `SELECT seq, type FROM events WHERE subject = 'merchant:strict' ORDER BY seq`,
    );
    return rows.map(({ seq, type }) => `${seq} ${type}`);
  };
  const statesOf = (orders: readonly { id: string }[]) =>
    Promise.all(orders.map(async ({ id }) => (await system.show(id, 'strict')).state));

  it('rejects no order: they wait, with one case for all, and are registered when it works again', async () => {
    await setPassword(true);
    const requests = Array.from({ length: 12 }, () => system.order());
    const answers = await Promise.all(requests.map((request) => post(system, request, { shop: 'strict' })));
    expect(answers.map(({ status, body }) => `${status} ${body.state}`)).toEqual(
      requests.map(() => '202 created'),
    );
    await eventually(async () => expect(await cases()).toHaveLength(1));
    const orders = answers.map(({ body }) => body as { id: string });
    expect(await statesOf(orders)).toEqual(requests.map(() => 'created'));
    expect(await cases()).toEqual([{ subject: 'merchant:strict', closed: false }]);
    expect(await told()).toEqual(['1 case.opened']);

    await setPassword(false);
    await system.pass(70_000);
    await eventually(async () => expect(await statesOf(orders)).toEqual(requests.map(() => 'registered')));
    await eventually(async () =>
      expect(await cases()).toEqual([{ subject: 'merchant:strict', closed: true }]),
    );
    expect(await told()).toEqual(['1 case.opened', '2 case.closed']);
    const pages = await Promise.all(orders.map(({ id }) => pagesOf(system, id)));
    expect(pages.map((of) => of.map((page) => page.status))).toEqual(requests.map(() => [PAYABLE]));
  });
});

describe('a page on a host the merchant has not named', () => {
  const HOST = 'pay.bank.test';
  async function allow(hosts: string[]): Promise<void> {
    const config = system.readConfig() as { merchants: { paymentPageHosts: string[] }[] };
    config.merchants[0]!.paymentPageHosts = hosts;
    writeFileSync(system.configFile, stringify(config));
    for (const process of [system.api, system.worker]) {
      await process.end('SIGTERM');
      await process.start();
    }
  }
  const cases = () =>
    system.db.sql(
      `SELECT reason, detail, closed_at IS NOT NULL AS closed FROM cases WHERE subject = 'merchant:patient'
       AND reason = 'unknown_page_host'`,
    );

  it('is told to nobody, stays the only one, and is told once the host is configured', async () => {
    const ours = new URL(system.simulatorUrl).host;
    await allow([HOST]);
    const requests = [system.order(), system.order()] as const;
    for (const request of requests) {
      const { status, body } = await post(system, request);
      expect([status, body.state, body.paymentUrl]).toEqual([202, 'created', undefined]);
      expect(JSON.stringify(body)).not.toContain('mdOrder');
    }
    const [order, other] = await Promise.all(requests.map(orderOf));
    // Asking again makes no second page, and no order is rejected for it.
    expect(await post(system, requests[0])).toMatchObject({ status: 202, body: { state: 'created' } });
    await system.pass(60_000);
    await eventually(async () => {
      const [row] = await system.db.sql('SELECT polls FROM registrations WHERE order_id = $1', [order!.id]);
      expect(row).toEqual({ polls: expect.any(Number) });
      expect(row!.polls).toBeGreaterThan(0);
    });
    expect(await callsAbout(system, requests[0])).toEqual(
      expect.arrayContaining(['register.do', 'getOrderStatusExtended.do']),
    );
    expect((await callsAbout(system, requests[0])).filter((call) => call === 'register.do')).toHaveLength(1);
    expect(await system.eventsOf(order!.id)).toEqual([]);
    expect(await cases()).toEqual([{ reason: 'unknown_page_host', detail: { host: ours }, closed: false }]);

    await allow([ours, HOST]);
    // The next call tells of the one, the next poll of the other.
    const again = await post(system, requests[0]);
    expect(again).toMatchObject({ status: 200, body: { state: 'registered' } });
    expect(again.body.paymentUrl).toContain('mdOrder=');
    await system.pass(60_000);
    await settled(system, other!.id, 'registered');
    expect((await system.show(other!.id)).paymentUrl).toContain('mdOrder=');
    expect(await historyOf(system, other!.id)).toEqual(['1 order.registered']);
    await eventually(async () => expect(await cases()).toMatchObject([{ closed: true }]));
    for (const { id } of [order!, other!])
      expect((await pagesOf(system, id)).map((page) => page.status)).toEqual([PAYABLE]);
  });

  it('is found paid all the same, should the payer have got there', async () => {
    await allow([HOST]);
    const request = system.order();
    await post(system, request);
    const order = await orderOf(request);
    const [page] = await pagesOf(system, order.id);
    await system.pay({ gatewayOrderId: page!.orderId });
    await system.pass(60_000);
    await settled(system, order.id, 'paid');
    expect(await historyOf(system, order.id)).toEqual(['1 order.registered', '2 order.paid']);
  });
});
