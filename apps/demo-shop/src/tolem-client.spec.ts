import { understand } from './tolem-client.js';

const id = '01890a5d-ac96-774b-bcce-b302099a8057';
const paymentUrl = 'https://bank.example/pay?mdOrder=1';

describe('an answer of Tolem', () => {
  it.each([
    ['with a payment page', { id, paymentUrl, state: 'registered' }, { orderId: id, paymentUrl }],
    ['without one yet', { id, state: 'created' }, { orderId: id, paymentUrl: null }],
  ])('is an order %s', (_, body, expected) => {
    expect(understand(true, body)).toEqual({ kind: 'taken', ...expected });
  });

  it.each([
    ['never', true],
    ['safe', false],
    ['look-first', false],
  ])('is a refusal; retry %s: for good is %s', (retry, forGood) => {
    const problem = { title: 'No', detail: 'Because', status: 422, retry };
    expect(understand(false, problem)).toEqual({ kind: 'refused', title: 'No', detail: 'Because', forGood });
  });

  it.each([
    ['a page of somebody in between', false, '<html>'],
    ['an order without an id', true, {}],
    ['a payment page that is a script', true, { id, paymentUrl: 'javascript:alert(1)' }],
  ])('decides nothing if it is %s', (_, ok, body) => {
    expect(understand(ok, body)).toEqual({ kind: 'unsure' });
  });
});
