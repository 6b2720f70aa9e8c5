// Aim: a callback is read as it was sent, or not at all: nothing that could be read in two ways passes.
import { isComplete, readCallback } from './callback.js';

const CORE = 'mdOrder=3ff6962a&orderNumber=10747&operation=deposited&status=1';

it('reads a query or a form, in any order', () => {
  const callback = readCallback(
    'status=1&amount=123456&operation=deposited&orderNumber=10747&mdOrder=3ff6962a',
  );
  expect(callback).toMatchObject({
    gatewayOrderId: '3ff6962a',
    gatewayOrderNumber: '10747',
    operation: 'deposited',
    status: '1',
  });
  expect([...callback!.pairs.keys()]).toEqual(['status', 'amount', 'operation', 'orderNumber', 'mdOrder']);
});

it('knows both spellings of mdOrder', () => {
  expect(readCallback(CORE.replace('mdOrder', 'mdorder'))).toMatchObject({ gatewayOrderId: '3ff6962a' });
});

it('decodes what is encoded, and keeps empty values', () => {
  const { pairs } = readCallback(
    `${CORE}&date=Mon+Jan+31+21%3A46%3A52&bank=%D0%91%D0%B5%D1%80%D0%B5%D0%BA%D0%B5&note=`,
  )!;
  expect(pairs.get('date')).toBe('Mon Jan 31 21:46:52');
  expect(pairs.get('bank')).toBe('Береке');
  expect(pairs.get('note')).toBe('');
});

it('reads as many as a bank has been seen to send', () => {
  const more = Array.from({ length: 81 }, (_, at) => `&name${at}=value`).join('');
  expect(readCallback(`${CORE}${more}`)?.pairs.size).toBe(85);
});

it.each([
  ['nothing', ''],
  ['a name twice', `${CORE}&status=0`],
  ['a name twice, once encoded', `${CORE}&%73tatus=1`],
  ['a name twice, the first with what cannot be read', `${CORE}&bank=%FF&bank=1`],
  ['a list', `${CORE}&refund[]=1`],
  ['an object', `${CORE}&refund[amount]=1`],
  ['no name', `${CORE}&=1`],
  ['a name alone', `${CORE}&amount`],
  ['a separator in a name', `${CORE}&a%3Bb=1`],
  ['a long name', `${CORE}&${'a'.repeat(65)}=1`],
  ['too much', `${CORE}${'&note=1'.repeat(10_000)}`],
  ['too many', `${CORE}${Array.from({ length: 1_000 }, (_, at) => `&n${at}=1`).join('')}`],
  [
    'JSON',
    JSON.stringify({ mdOrder: '3ff6962a', orderNumber: '10747', operation: 'deposited', status: '1' }),
  ],
  ['an order that cannot be read', CORE.replace('3ff6962a', '%FF')],
])('refuses %s', (_what, raw) => {
  expect(readCallback(raw)).toBeUndefined();
});

it.each([
  ['a percent sign alone', 'amount=100%'],
  ['half an encoding', 'amount=%2'],
  ['what is not UTF-8', 'bank=%FF%FE'],
  ['half a surrogate pair', 'note=\ud800'],
  ['a zero byte', 'note=%00'],
  ['a long value', `note=${'a'.repeat(1_025)}`],
])('reads what stands beside %s, and says that it is not the whole', (_what, odd) => {
  const { pairs, ...facts } = readCallback(CORE)!;
  expect(readCallback(`${CORE}&${odd}`)).toEqual({ ...facts, pairs, isWhole: false });
});

it.each([
  ['a separator behind the last', `${CORE}&`],
  ['a separator before the first', `&${CORE}`],
  ['two separators in a row', CORE.replaceAll('&', '&&')],
])('reads %s as nothing', (_what, raw) => {
  expect(readCallback(raw)).toEqual(readCallback(CORE));
});

it.each(['1;status;1', '1%3Bstatus%3B1'])('reads the value %s as it was sent', (value) => {
  expect(readCallback(`${CORE}&note=${value}`)?.pairs.get('note')).toBe('1;status;1');
});

it('does without a number, and without the status of a stored card', () => {
  const { gatewayOrderNumber, status, ...rest } = readCallback('mdOrder=3ff6962a&operation=bindingCreated')!;
  expect([gatewayOrderNumber, status, isComplete({ ...rest, gatewayOrderNumber, status })]).toEqual([
    '',
    '',
    true,
  ]);
  expect(isComplete(readCallback('mdOrder=3ff6962a&operation=deposited')!)).toBe(false);
});

it.each(['mdOrder', 'operation'])('refuses what has no %s', (name) => {
  const without = new URLSearchParams(CORE);
  without.delete(name);
  expect(readCallback(without.toString())).toBeUndefined();
  without.set(name, '');
  expect(readCallback(without.toString())).toBeUndefined();
});
