// Aim: poison is what README.md says it is, in answers of every kind, and stays out of the bank's own log, journal and ledger.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  aRegistration,
  aRunningBank,
  type Json,
  PATIENT,
  type RunningBank,
} from '../running-bank.fixture.js';
import { POISON_NAMES } from './poisons.js';

let bank: RunningBank;
beforeAll(async () => (bank = await aRunningBank()));
afterAll(() => bank.stop());
afterEach(() => bank.control('DELETE', 'faults'));

const STATUS = 'getOrderStatusExtended.do';
const login = { userName: PATIENT.login, password: PATIENT.password };

async function told(variant: string): Promise<{ text: string; answer: Json; orderId: string }> {
  const { orderId } = await bank.register();
  await bank.pay(orderId);
  await bank.fault({ endpoint: STATUS, fault: 'poison', variant });
  const response = await bank.post(STATUS, { ...login, orderId: String(orderId) });
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  const text = await response.text();
  return { text, answer: JSON.parse(text) as Json, orderId: String(orderId) };
}

it.each([
  ['nestedArrays', /"merchantOrderParams":\[{15000}\]{15000},/],
  ['nestedObjects', /"merchantOrderParams":(\{"a":){5000}1\}{5000},/],
  ['longReference', /"authRefNum":"7{12000}"/],
  ['longAddress', /y{12000}"/],
  ['longDigits', /"errorMessage":"4{48000}"/],
  ['longAts', /"errorMessage":"@{48000}"/],
  ['manyElements', /"name":"p1999","value":""\}\]/],
  ['cardNumber', /"pan":"4444555511113333".*card 4444555511113333, valid/],
  ['strangeCharacters', /"errorMessage":"a\\u0000b\\ud800c\\udc00d\u202ee\uffff"/],
  ['protoKeys', /"paymentAmountInfo":\{.*"__proto__":\{"orderStatus":2,"polluted":true\}/],
  ['megabyte', /x{1000000}/],
])('%s', async (variant, expected) => {
  const { text, answer } = await told(variant);
  // Not toMatch: it would print a megabyte.
  expect(expected.test(text)).toBe(true);
  expect(answer).toMatchObject({ errorCode: '0', orderStatus: 2 });
});

it('is named in full by the table', () => expect(POISON_NAMES).toHaveLength(11));

it.each(POISON_NAMES)(
  '%s does not harm the bank, whose log and ledger know only the plain answer',
  async (variant) => {
    const { orderId } = await told(variant);
    const plain = await bank.status({ orderId });
    const { calls } = await bank.control<{ calls: Json[] }>('GET', 'calls');
    const poisonedCall = calls.findLast(({ faults }) => (faults as string[]).length > 0);
    expect(poisonedCall).toMatchObject({ delivered: true, answer: plain });
    await bank.control('GET', `journal?orderId=${orderId}`);
    const kept = readFileSync(join(bank.folder, 'ledger.jsonl'), 'utf8');
    expect(kept).not.toMatch(/4444555511113333|polluted|7{12}|@{12}|\[\[\[/);
  },
);

it('register.do answers poison too, and its order can be paid all the same', async () => {
  await bank.fault({ endpoint: 'register.do', fault: 'poison', variant: 'longAddress' });
  const { orderId, formUrl } = await bank.register();
  expect(String(formUrl).length).toBeGreaterThan(12_000);
  expect(await bank.control('GET', `orders/${String(orderId)}`)).toHaveProperty('formUrlDelivered', true);
  expect(await bank.pay(orderId)).toHaveProperty('redirect');
  await bank.fault({ endpoint: 'register.do', fault: 'poison', variant: 'protoKeys' });
  const answer = await bank.post('register.do', aRegistration());
  expect(await answer.text()).toMatch(/^\{"orderId":.*"__proto__":/);
});
