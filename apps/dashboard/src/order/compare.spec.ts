// Aim: the comparison shows what the service compared, no more, and marks what the service calls different, no more.
import type { OrderPage } from '../api/contract.js';
import { EN } from '../texts/en/index.js';
import { compare } from './compare.js';

const order = { currency: 'KZT' } as OrderPage['order'];
const compared = (differences: OrderPage['differences']) =>
  compare({ order, differences }, { texts: EN, locale: 'en-GB' });

it('marks only what differs', () => {
  expect(
    compared([
      { what: 'state', ours: 'registered', bank: 'charged', differs: true },
      { what: 'orderNumber', ours: 'A-1-x', bank: 'A-1-x', differs: false },
      { what: 'amount', ours: 1_250_000, bank: 1_200_000, differs: true },
    ]),
  ).toEqual([
    { name: 'State', ours: 'registered', bank: 'charged: money was taken', differs: true },
    { name: 'Number at the bank', ours: 'A-1-x', bank: 'A-1-x', differs: false },
    { name: 'Amount', ours: '₸12,500.00', bank: '₸12,000.00', differs: true },
  ]);
});

it('writes a sum in the currency that the bank names', () => {
  const [amount] = compared([
    { what: 'amount', ours: 100, bank: 100, differs: false },
    { what: 'currency', ours: 'KZT', bank: 'USD', differs: true },
  ]);
  expect(amount).toMatchObject({ ours: '₸1.00', bank: '$1.00' });
});

it('shows a fact that is newer than these pages by its own name', () => {
  expect(compared([{ what: 'fee', ours: 1, bank: null, differs: true }])).toEqual([
    { name: 'fee', ours: '1', bank: '–', differs: true },
  ]);
});
