// Aim: the bank's side of the comparison says what the bank said, and nothing where it said nothing.
import { bankFacts } from './bank-facts.js';

it('reads amounts as the bank means them', () => {
  const answer = {
    amount: 1_250_000,
    currency: '398',
    orderNumber: 'A-1-x',
    paymentAmountInfo: { depositedAmount: 1_000_000, refundedAmount: 250_000 },
  };
  expect(bankFacts({ answer })).toEqual({
    amount: 1_250_000,
    currency: 'KZT',
    captured: 1_250_000,
    refunded: 250_000,
    number: 'A-1-x',
  });
});

it.each([[null], [{}], [{ amount: 'a lot', currency: null, paymentAmountInfo: 'none' }]])(
  'invents nothing for %j',
  (answer) => {
    expect(bankFacts({ answer })).toEqual({
      amount: null,
      currency: null,
      captured: null,
      refunded: null,
      number: null,
    });
  },
);
