import type { StuckItem } from '@app/reports';
import { csvHead, csvRow } from './csv.js';

const item = (orderNumber: string): StuckItem => ({
  caseId: null,
  severity: 'money',
  reason: 'amount_mismatch',
  since: new Date('2026-03-02T10:00:00Z'),
  subject: 'order:1',
  orderId: '1',
  orderNumber,
  shopId: 'shoes',
  merchantId: 'main',
  amount: 125000,
  currency: 'KZT',
  state: 'registered',
  status: 'open',
  answeredAt: null,
  lastLookAt: null,
  nextLookAt: null,
  tries: 3,
  failures: 0,
  assignee: null,
  registrationId: null,
  gatewayOrderNumber: 'N-1-7KQ2M9X4TA',
  gatewayOrderId: '2d8b5f30-7eac-7a43-9f66-5c7000a7d8c0',
  rrn: '532900000103',
  approvalCode: '123456',
  bankAmount: 75_000,
  bankCurrency: 'KZT',
});

/** Where the amount stands is known by what comes before and after it. */
const amountIn = (amount: number | null, currency: string | null) =>
  /,1,(.*),registered,/.exec(csvRow({ ...item('N-1'), amount, currency }))![1];

const numberIn = (orderNumber: string) =>
  csvRow(item(orderNumber))
    .replace('amount_mismatch,2026-03-02T10:00:00.000Z,shoes,main,', '')
    .split(',1,1250.00')[0];

it('carries what the bank is asked by: its own figure and id, our number there, RRN and approval code', () => {
  const told = csvRow(item('N-1')).trimEnd().split(',');
  const named = Object.fromEntries(
    csvHead()
      .trimEnd()
      .split(',')
      .map((name, at) => [name, told[at]]),
  );
  expect(named).toMatchObject({
    amount: '1250.00',
    bankAmount: '750.00',
    bankCurrency: 'KZT',
    gatewayOrderNumber: 'N-1-7KQ2M9X4TA',
    gatewayOrderId: '2d8b5f30-7eac-7a43-9f66-5c7000a7d8c0',
    rrn: '532900000103',
    approvalCode: '123456',
  });
});

it('has one column for each heading', () => {
  expect(csvHead().split(',')).toHaveLength(csvRow(item('N-1')).split(',').length);
});

it('begins with the mark by which a spreadsheet knows UTF-8', () => {
  expect(csvHead()).toMatch(/^\uFEFFreason,since,/);
});

it.each([
  ['N-1', 'N-1'],
  ['=1+1', "'=1+1"],
  ['+7', "'+7"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['a "b", c', '"a ""b"", c"'],
  ['=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
  ['x;=cmd', "x;'=cmd"],
  ['x;y;@cmd', "x;y;'@cmd"],
  ['x; -1', "x;' -1"],
  ['x;"=cmd', `"x;'""=cmd"`],
  ['x\n=cmd', `"x\n'=cmd"`],
  ['a=b', 'a=b'],
])('writes the order number %j as %s', (orderNumber, written) => {
  expect(numberIn(orderNumber)).toBe(written);
});

it.each([
  [125_000, 'KZT', '1250.00,KZT'],
  [1, 'USD', '0.01,USD'],
  [0, 'EUR', '0.00,EUR'],
  [Number.MAX_SAFE_INTEGER, 'RUB', '90071992547409.91,RUB'],
  [500, 'JPY', '500,JPY'],
  [0, 'JPY', '0,JPY'],
  [1_234, 'KWD', '1.234,KWD'],
  [5, 'CLF', '0.0005,CLF'],
  [500, '999', ',999'],
  [null, null, ','],
])('writes %p minor units of %p as %s', (amount, currency, written) => {
  expect(amountIn(amount, currency)).toBe(written);
});
