// Aim: whatever /control takes can be ordered by hand. Method: a whole bank; the page's own script runs as in a browser, on the
// fields that the page has and no others.
import { createContext, runInContext } from 'node:vm';
import { aRunningBank, type Json, type RunningBank } from '../running-bank.fixture.js';
import { VARIANTS } from '../faults/fault-details.js';
import { CALLBACK_FAULTS, FAULTS } from '../faults/faults.js';

let bank: RunningBank;
beforeAll(async () => (bank = await aRunningBank()));
afterAll(() => bank.stop());
afterEach(() => bank.control('DELETE', 'faults'));

type Fields = Record<string, string>;

/** The fields of a form as the page comes, filled in as a person would: only what is there, and only what can be chosen. */
function fill(page: string, form: string, wishes: Fields): [string, string][] {
  const [, markup = ''] = new RegExp(`<form id="${form}">(.*?)</form>`, 's').exec(page) ?? [];
  const fields: Fields = {};
  for (const [, name, value] of markup.matchAll(/<input name="(\w+)" value="([^"]*)"/g))
    fields[name!] = value!;
  for (const [, name, options] of markup.matchAll(/<select name="(\w+)"[^>]*>(.*?)<\/select>/gs)) {
    const choices = [...options!.matchAll(/<option>(.*?)<\/option>/g)].map(([, choice]) => choice!);
    fields[name!] = wishes[name!] ?? choices[0]!;
    expect(choices).toContain(fields[name!]);
  }
  expect(Object.keys(fields)).toEqual(expect.arrayContaining(Object.keys(wishes)));
  return Object.entries({ ...fields, ...wishes });
}

/** What the page says of it; null: it was taken, and the page comes anew. */
async function submit(form: 'order' | 'clock' | 'cabinet', wishes: Fields): Promise<string | null> {
  const page = await (await fetch(`${bank.url}/control`)).text();
  const fields = fill(page, form, wishes);
  const [, script = ''] = /<script nonce="[^"]*">(.*?)<\/script>/s.exec(page) ?? [];
  return new Promise((resolve) => {
    const listeners: Record<string, (event: object) => void> = {};
    const output = Object.defineProperty({}, 'textContent', { set: resolve });
    const browser = {
      FormData: function () {
        return fields;
      },
      fetch: (path: string, init: RequestInit) => fetch(bank.url + path, init),
      location: { reload: () => resolve(null) },
      document: {
        querySelector: () => output,
        querySelectorAll: () => [],
        getElementById: (id: string) => ({
          addEventListener: (_: string, listener: (event: object) => void) => (listeners[id] = listener),
        }),
      },
    };
    runInContext(script, createContext(browser));
    listeners[form]!({ preventDefault: () => undefined, target: form });
  });
}

const lastFault = async () => (await bank.control<Json[]>('GET', 'faults')).at(-1);

const DETAILS: Record<string, [typed: Fields, ordered: Json]> = {
  refuse: [{ errorCode: '7' }, { errorCode: '7' }],
  slow: [{ delayMs: '50' }, { delayMs: 50 }],
  missingFields: [{ fields: 'formUrl, orderId' }, { fields: ['formUrl', 'orderId'] }],
  otherValues: [{ values: '{"amount": 1, "a": {"b": null}}' }, { values: { amount: 1, a: { b: null } } }],
  late: [
    { seconds: '60', earlierCode: 'yes' },
    { seconds: 60, earlierCode: true },
  ],
  stale: [{ status: '0' }, { status: 0 }],
  contradictory: [{ variant: 'closedWithMoney' }, { variant: 'closedWithMoney' }],
  partial: [{ variant: 'onlyApproved' }, { variant: 'onlyApproved' }],
  impossibleDates: [
    { variant: 'seconds', fields: 'date' },
    { variant: 'seconds', fields: ['date'] },
  ],
  poison: [{ variant: 'nestedArrays' }, { variant: 'nestedArrays' }],
};

it.each([
  ...Object.keys(FAULTS).map((fault) => ['getOrderStatusExtended.do', fault]),
  ...Object.keys(CALLBACK_FAULTS).map((fault) => ['callback', fault]),
  ['callback', 'hold'],
])('orders for %s: %s', async (endpoint, fault) => {
  const [typed, ordered] = DETAILS[fault] ?? [{}, {}];
  expect(await submit('order', { endpoint, fault, ...typed })).toBeNull();
  expect(await lastFault()).toMatchObject({ endpoint, fault, times: 1, match: {}, ...ordered });
});

it('orders it for some orders alone, and for some calls', async () => {
  const match = { merchant: 'patient-api', orderNumberPrefix: 'PO-', orderId: 'b-1', tolemOrder: 't-1' };
  const often = { when: 'after', times: '0', probability: '0.5', seed: '7' };
  expect(await submit('order', { endpoint: 'register.do', fault: 'cut', ...often, ...match })).toBeNull();
  expect(await lastFault()).toMatchObject({ match, when: 'after', times: 0, probability: 0.5, seed: 7 });
});

it.each(['{amount: 1}', '[1]', 'null', '"a"'])('says what is wrong with the values %s', async (values) => {
  const said = await submit('order', { endpoint: 'register.do', fault: 'otherValues', values });
  expect(said).toBe(`values: a JSON object is needed, such as {"amount": 1}, and this is none: ${values}`);
  expect(await lastFault()).toBeUndefined();
});

it('says what the bank does not take', async () => {
  expect(await submit('order', { endpoint: 'register.do', fault: 'drop' })).toContain(
    'none of this endpoint',
  );
  const late = { endpoint: 'callback', fault: 'drop', when: 'after' };
  expect(await submit('order', late)).toContain('before it is sent');
});

it.each(Object.entries(VARIANTS).flatMap(([fault, names]) => names.map((variant) => [fault, variant])))(
  'orders %s: %s',
  async (fault, variant) => {
    const endpoint = 'getOrderStatusExtended.do';
    expect(await submit('order', { endpoint, fault, variant })).toBeNull();
    expect(await lastFault()).toMatchObject({ fault, variant });
  },
);

describe('the cabinet', () => {
  const orderOf = (orderId: unknown) => bank.control('GET', `orders/${String(orderId)}`);

  it('refunds, part by part, and says why not', async () => {
    const { orderId } = await bank.register({ orderNumber: 'PO-by-hand' });
    const refund = { act: 'refunds', order: 'PO-by-hand' };
    expect(await submit('cabinet', refund)).toContain('Refund is impossible for current transaction state');
    await bank.pay(orderId);
    expect(await submit('cabinet', { ...refund, amount: '12.5' })).toContain('Amount is invalid');
    expect(await submit('cabinet', { ...refund, amount: '100', callback: 'no' })).toBeNull();
    expect(await submit('cabinet', refund)).toBeNull();
    expect(await orderOf(orderId)).toMatchObject({
      status: 4,
      refunds: [{ amountMinor: 100 }, { amountMinor: 1_249_900 }],
    });
    const { entries } = await bank.control<{ entries: Json[] }>('GET', `journal?orderId=${String(orderId)}`);
    expect(entries.slice(-2).map(({ quiet }) => quiet)).toEqual([true, undefined]);
  });

  it('captures, disputes, withdraws and reverses', async () => {
    const { orderId } = await bank.registerPreAuth();
    await bank.pay(orderId);
    const order = String(orderId);
    expect(await submit('cabinet', { act: 'captures', order, amount: '5' })).toBeNull();
    expect(await submit('cabinet', { act: 'chargebacks', order })).toBeNull();
    expect(await orderOf(orderId)).toMatchObject({ status: 2, capturedMinor: 5, chargeback: true });
    expect(await submit('cabinet', { act: 'withdrawals', order })).toBeNull();
    expect(await submit('cabinet', { act: 'reversals', order })).toBeNull();
    expect(await orderOf(orderId)).toMatchObject({ status: 3, chargeback: false });
  });

  it('offers for each order what can be done to it', async () => {
    const { orderId } = await bank.register();
    await bank.pay(orderId);
    const row = async () => {
      const page = await (await fetch(`${bank.url}/control`)).text();
      const [, markup = ''] = new RegExp(`<td title="${String(orderId)}">(.*?)</tr>`, 's').exec(page) ?? [];
      return [...markup.matchAll(/<button[^>]*>(.*?)<\/button>/g)].map(([, text]) => text);
    };
    expect(await row()).toEqual(['refund', 'a part…', 'reverse', 'chargeback']);
    await bank.control('POST', 'chargebacks', { orderId });
    await bank.control('POST', 'refunds', { orderId });
    expect(await row()).toEqual(['withdraw chargeback']);
  });
});

it('moves the clock', async () => {
  expect(await submit('clock', { secondsAhead: '3600.5' })).toBeNull();
  expect(await bank.control('GET', 'clock')).toMatchObject({ offsetMs: 3_600_500 });
  expect(await submit('clock', { secondsAhead: '0', datesAhead: '-1200' })).toBeNull();
  expect(await bank.control('GET', 'clock')).toMatchObject({ offsetMs: 0, skewMs: -1_200_000 });
  expect(await submit('clock', { datesAhead: '0' })).toBeNull();
  expect(await bank.control('GET', 'clock')).toMatchObject({ offsetMs: 0, skewMs: 0 });
});
