import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSimulator } from './create-simulator.js';
import { MERCHANT, SimulatorSettings } from './bank/settings.js';

/** For tests: a whole bank on a free port, with a ledger of its own unless one is given. */
export const PATIENT = { login: 'patient-api', password: 'p?%&+ж', attempts: 3 };
export const STRICT = { login: 'strict-api', password: 'secret', attempts: 1 };
export const CARD = {
  $PAN: '4444555511113333',
  $CVC: '123',
  YYYY: '2099',
  MM: '12',
  TEXT: 'TEST CARDHOLDER',
};

type Fields = Record<string, string>;
export type Json = Record<string, unknown>;
export type RunningBank = Awaited<ReturnType<typeof aRunningBank>>;

export async function aRunningBank(folder = mkdtempSync(join(tmpdir(), 'bank-')), publicUrl?: string) {
  const merchants = [PATIENT, STRICT].map((merchant) => MERCHANT.parse({ ...merchant, currencies: ['KZT'] }));
  const settings = new SimulatorSettings(0, '127.0.0.1', folder, 'silent', merchants, publicUrl);
  const app = await createSimulator(settings);
  await app.listen(0, '127.0.0.1');
  const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  return { folder, url, stop: () => app.close(), ...restOf(url), ...controlOf(url) };
}

function restOf(url: string) {
  const post = (call: string, fields: Fields | [string, string][], more: RequestInit = {}) =>
    fetch(`${url}/payment/rest/${call}`, { method: 'POST', body: new URLSearchParams(fields), ...more });
  const call = async (name: string, fields: Fields | [string, string][]): Promise<Json> =>
    (await (await post(name, fields)).json()) as Json;
  return {
    post,
    call,
    register: (fields: Fields = {}) => call('register.do', aRegistration(fields)),
    registerPreAuth: (fields: Fields = {}) => call('registerPreAuth.do', aRegistration(fields)),
    status: (fields: Fields, { login, password } = PATIENT) =>
      call('getOrderStatusExtended.do', { userName: login, password, ...fields }),
    decline: (fields: Fields, { login, password } = PATIENT) =>
      call('decline.do', { userName: login, password, ...fields }),
    pay: (orderId: unknown, card: Fields = {}) =>
      call('processform.do', { MDORDER: String(orderId), language: 'en', ...CARD, ...card }),
  };
}

function controlOf(url: string) {
  const control = async <T = Json>(method: string, path: string, body?: Json): Promise<T> => {
    const response = await fetch(`${url}/control/${path}`, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${response.status} ${text}`);
    return (text ? JSON.parse(text) : undefined) as T;
  };
  return {
    control,
    moveClock: (offsetMs: number) => control('POST', 'clock', { offsetMs }),
    fault: async (order: Json) => (await control<{ id: string }>('POST', 'faults', order)).id,
    violations: () => control<{ tolemOrder: string; orderIds: string[] }[]>('GET', 'violations'),
  };
}

let numbers = 0;

/** A valid registration; the test names only what matters to it. */
export function aRegistration(fields: Fields = {}): Fields {
  return {
    userName: PATIENT.login,
    password: PATIENT.password,
    orderNumber: `PO-${++numbers}`,
    amount: '1250000',
    currency: '398',
    returnUrl: 'https://shop.kz/return',
    ...fields,
  };
}

export const aTolemOrder = (tolemOrder: string): Fields => ({ jsonParams: JSON.stringify({ tolemOrder }) });

/** Asks again until it is so: the state of the other end of a connection cannot be awaited. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise(setImmediate);
}
