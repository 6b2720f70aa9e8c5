// Aim: what the calls say in words is in the language asked for, else in the merchant's; codes and names stay.
// Method: real HTTP against a whole bank.
import { ACTION_CODES } from '../bank/action-codes.js';
import { aRunningBank, PATIENT, type RunningBank } from '../running-bank.fixture.js';
import { ACTION_TEXTS } from '../texts/action-texts.js';
import { MESSAGES } from '../wire/messages.js';

let bank: RunningBank;
beforeAll(async () => (bank = await aRunningBank()));
afterAll(() => bank.stop());
afterEach(() => bank.control('DELETE', 'faults'));

const merchant = { ...PATIENT, attempts: 3, currencies: ['KZT'] };

it.each([
  ['en', 'Success', 'Not enough money', 'Order not found'],
  ['ru', 'Успешно', 'Недостаточно средств', 'Заказ не найден'],
  ['kk', 'Сәтті орындалды', 'Қаражат жеткіліксіз', 'Тапсырыс табылмады'],
  ['kz', 'Сәтті орындалды', 'Қаражат жеткіліксіз', 'Тапсырыс табылмады'],
])('%s', async (language, errorMessage, actionCodeDescription, notFound) => {
  const { orderId } = await bank.register();
  await bank.pay(orderId, { $PAN: '4000000001160003' });
  const told = await bank.status({ orderId: String(orderId), language });
  expect(told).toMatchObject({ errorCode: '0', errorMessage, actionCode: 116, actionCodeDescription });
  expect(await bank.status({ orderId: 'nobody', language })).toMatchObject({ errorMessage: notFound });
  const declined = { orderId: 'nobody', orderNumber: 'nothing', language };
  expect(await bank.decline(declined)).toEqual({ errorCode: '6', errorMessage: notFound });
});

it.each([
  ['ru', { amount: '' }, '12', 'Не указана сумма'],
  ['kk', { description: 'x'.repeat(599) }, '5', 'Өрістің мәні тым ұзын: description'],
  ['ru', { description: '<b>' }, '5', 'Запрещённое содержимое: description'],
  ['ru', { password: 'x' }, '5', 'Доступ запрещён'],
  ['en', { jsonParams: '[]' }, '5', 'Field is wrong: jsonParams'],
])('a refusal in %s of %j', async (language, fields: Record<string, string>, errorCode, errorMessage) => {
  expect(await bank.register({ ...fields, language })).toEqual({ errorCode, errorMessage });
});

it.each(['', 'by', 'xx'])('the merchant’s where “%s” is asked', async (language) => {
  await bank.control('PUT', 'merchants', { ...merchant, language: 'ru' });
  expect(await bank.status({ orderId: 'nobody', language })).toMatchObject({
    errorMessage: 'Заказ не найден',
  });
  await bank.control('PUT', 'merchants', merchant);
  expect(await bank.status({ orderId: 'nobody', language })).toMatchObject({
    errorMessage: 'Order not found',
  });
});

it('says of an earlier time in it too, and keeps the order of fields', async () => {
  const { orderId } = await bank.register();
  const asked = { orderId: String(orderId), language: 'ru' };
  await bank.pay(orderId, { $PAN: '4000000001160003' });
  const before = await bank.status(asked);
  await bank.pay(orderId);
  await bank.fault({ endpoint: 'getOrderStatusExtended.do', fault: 'stale', status: 0 });
  const told = await bank.status(asked);
  expect(told).toEqual(before);
  expect(Object.keys(told)).toEqual(
    Object.keys(await bank.status({ ...asked, language: 'en' })).filter((name) => name in told),
  );
});

it('has words for every code and every message', () => {
  expect(Object.keys(ACTION_TEXTS)).toEqual(Object.keys(ACTION_CODES));
  for (const words of [...Object.values(ACTION_TEXTS), ...Object.values(MESSAGES)]) {
    expect(words.ru).toMatch(/[а-яё]|^features/i);
    expect(words.kk).toMatch(/[а-яәіңғүұқөһ]/i);
  }
});
