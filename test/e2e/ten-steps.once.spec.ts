// Aim: the demo shop shows the bank's ten steps of an order as they happened, with their evidence, and no secret by it.
import { eventually } from '../support/eventually.js';
import { System } from '../support/system.js';

const CARD = { $PAN: '4444555511113333', YYYY: '2099', MM: '12', TEXT: 'AIGERIM TEST', language: 'en' };

let system: System;
beforeAll(async () => {
  system = await System.start({ demoShop: true });
});
afterAll(() => system?.stop());

type Step = Readonly<{ number: number; sight: string; at: number | null; text: string }>;

async function buy(shop: 'usual' | 'strict' = 'usual') {
  const bought = await fetch(`${system.demoShopUrl}/buy`, {
    method: 'POST',
    body: new URLSearchParams({ product: 'kalpak', shop }),
    redirect: 'manual',
  });
  const formUrl = new URL(bought.headers.get('location')!);
  expect((await fetch(formUrl)).status).toBe(200);
  const mdOrder = formUrl.searchParams.get('mdOrder')!;
  const [order] = await system.db.sql<{ number: string }>(
    'SELECT number FROM demo_shop.orders WHERE payment_url = $1',
    [formUrl.href],
  );
  return { mdOrder, number: order!.number };
}

/** What the script of the bank's page does; the payer's browser follows the redirect. */
async function payAndComeBack(mdOrder: string, cvc: string): Promise<void> {
  const answer = await fetch(`${system.simulatorUrl}/payment/rest/processform.do`, {
    method: 'POST',
    body: new URLSearchParams({ MDORDER: mdOrder, $CVC: cvc, ...CARD }),
  });
  const { redirect } = (await answer.json()) as { redirect: string };
  await fetch(redirect);
}

async function pageOf(number: string, state: string): Promise<string> {
  return eventually(async () => {
    const page = await (await fetch(`${system.demoShopUrl}/orders/${number}`)).text();
    expect(/id="state"[^>]*data-state="(\w+)"/.exec(page)?.[1]).toBe(state);
    return page;
  });
}

function stepsOn(page: string): Step[] {
  return page
    .split(/(?=<li data-step=)/)
    .slice(1)
    .map((text) => {
      const [, number, sight] = /data-step="(\d+)" data-sight="(\w+)"/.exec(text)!;
      const head = text.slice(0, text.indexOf('<details'));
      const at = /<time datetime="([^"]+)"/.exec(sight === 'seen' ? head : '')?.[1];
      return { number: Number(number), sight: sight!, at: at === undefined ? null : Date.parse(at), text };
    });
}

const sightsOn = (page: string) => stepsOn(page).map(({ sight }) => sight);

async function expectNoSecrets(page: string, number: string, cvc: string): Promise<void> {
  const [{ return_token: token }] = (await system.db.sql<{ return_token: string }>(
    'SELECT return_token FROM registrations JOIN orders ON orders.id = order_id WHERE order_number = $1',
    [number],
  )) as [{ return_token: string }];
  const { merchants } = system.readConfig() as { merchants: { password: string }[] };
  const passwords = merchants.map(({ password }) => password);
  const secrets = [system.keyOf('patient'), system.keyOf('strict'), ...passwords, token];
  secrets.push(CARD.$PAN, CARD.$PAN.slice(0, 6), CARD.TEXT, '$CVC');
  expect(secrets.filter((secret) => page.includes(secret))).toEqual([]);
  // Three digits occur in ids and instants too; alone they would be the code.
  expect(page).not.toMatch(new RegExp(`(?<![\\w.:-])${cvc}(?![\\w-])`));
}

const SEEN = 'seen';

it('shows ten steps of a paid order, in their order, each with what was sent', async () => {
  const { number, mdOrder } = await buy();
  await payAndComeBack(mdOrder, '123');
  const page = await pageOf(number, 'paid');
  const steps = stepsOn(page);
  expect(steps.map(({ sight, number: step }) => [step, sight])).toEqual(
    Array.from({ length: 10 }, (_, index) => [index + 1, SEEN]),
  );
  const instants = steps.map(({ at }) => at!);
  expect(instants).toEqual(instants.toSorted((one, other) => one - other));
  const sent = ['POST /buy', number, 'register.do', 'formUrl', mdOrder, 'page-opened', 'card-taken'];
  sent.push('approved', 'back=success', 'getOrderStatusExtended.do');
  steps.forEach(({ text }, index) => expect(text).toContain(sent[index]));
  await expectNoSecrets(page, number, '123');
});

it('shows no return of a payer who never came back', async () => {
  const { number, mdOrder } = await buy();
  await system.control('POST', 'pay', { orderId: mdOrder });
  // No clock is moved: the shop has none of its own to move with it.
  const [order] = await system.db.sql<{ id: string }>('SELECT id FROM orders WHERE order_number = $1', [
    number,
  ]);
  await system.request('GET', `/v1/orders/${order!.id}?refresh=true`);
  const page = await pageOf(number, 'paid');
  const absent = 'absent';
  expect(sightsOn(page)).toEqual([SEEN, SEEN, SEEN, SEEN, SEEN, SEEN, SEEN, SEEN, absent, SEEN]);
  expect(stepsOn(page)[8]!.text).not.toMatch(/<details|<time/);
});

it('shows what was refused, and grows while nothing is decided', async () => {
  const { number, mdOrder } = await buy('strict');
  const before = sightsOn(await pageOf(number, 'undecided'));
  expect(before.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => SEEN));
  expect(before.slice(6, 9)).toEqual(['absent', 'absent', 'absent']);
  await payAndComeBack(mdOrder, '999');
  const page = await pageOf(number, 'declined');
  const steps = stepsOn(page);
  expect(steps[7]!.text).toContain('data-deed="refused"');
  expect(steps[7]!.text).toContain('71015');
  expect(steps[8]!.text).toContain('back=failure');
  expect(steps[9]!.text).toContain('order.declined');
  await expectNoSecrets(page, number, '999');
});

it.each([
  ['kk', 'Осы төлемнің он қадамы'],
  ['ru', 'Десять шагов этого платежа'],
  ['en', 'The ten steps of this payment'],
])('speaks %s to whom wants it', async (language, heading) => {
  const { number } = await buy();
  const shown = await fetch(`${system.demoShopUrl}/orders/${number}`, {
    headers: { 'accept-language': language },
  });
  const page = await shown.text();
  expect(page).toContain(`<html lang="${language}">`);
  expect(page).toContain(heading);
  expect(page).toMatch(/12\s500\s₸/);
});

describe.each([
  ['kk', 'Tolem тапсырысты қабылдамады, қайта жіберілсе де қабылдамайды. Ақша алынған жоқ.'],
  ['ru', 'Tolem не принял заказ и при повторной попытке тоже не примет. Деньги не списаны.'],
  [
    'en',
    'Tolem did not take the order, and would not take it another time either. Nothing was taken from you.',
  ],
])('an order that is refused, in %s', (language, sentence) => {
  const headers = { 'accept-language': language };
  const textOf = (page: string, id: string) => new RegExp(`<p id="${id}">([^<]*)</p>`).exec(page)?.[1];

  it('is told in that language, and in Tolem’s own words only as evidence', async () => {
    const match = { orderNumberPrefix: 'DS-' };
    await system.control('POST', 'faults', { endpoint: 'register.do', fault: 'refuse', errorCode: 3, match });
    // So that the event, which tells it too, comes only after we have looked.
    system.worker.signal('SIGSTOP');
    try {
      const body = new URLSearchParams({ product: 'kalpak' });
      const bought = await fetch(`${system.demoShopUrl}/buy`, { method: 'POST', headers, body });
      expect(bought.status).toBe(502);
      const notice = await bought.text();
      expect(textOf(notice, 'notice')).toBe(sentence);
      expect(notice).not.toContain('gateway');
      const [, number] = /href="\/orders\/([\w-]+)"/.exec(notice)!;
      const page = await (await fetch(`${system.demoShopUrl}/orders/${number}`, { headers })).text();
      expect(textOf(page, 'refusal')).toBe(sentence);
      expect(page).toContain('with code 3');
      expect(page.replaceAll(/<details[^]*?<\/details>/g, '')).not.toContain('The gateway refused');
    } finally {
      system.worker.signal('SIGCONT');
    }
  });
});
