// Aim: each page of an order has cases of its own: what is found about one neither keeps open nor settles what is about another.
import type { CaseReason, KnownCase } from '../ruling/ruling.js';
import type { Registration } from '../order/rows.js';
import { casesThatEnd, detailHashOf, needsAPerson } from './standing-cases.js';

const found = (reason: CaseReason, detail = {}) => ({ reason, detail });
const aCase = (reason: CaseReason, registrationId: string, closedBy: string | null = null): KnownCase => ({
  reason,
  registrationId,
  closedBy,
  detailHash: detailHashOf({ detail: {} }),
});
const JUDGED = { findings: [], closesOnRegistration: [], closesOnOrder: [] };
const registration = { id: 'third' } as Registration;

describe('what ends', () => {
  const second = aCase('never_reached_bank', 'second');
  const third = aCase('never_reached_bank', 'third');

  it.each([
    ['is about the page that was judged', { closesOnRegistration: ['never_reached_bank'] }, [third]],
    ['is overtaken, whatever it is about', { closesOnOrder: ['never_reached_bank'] }, [second, third]],
    [
      'is overtaken, but for what is found again on this page',
      { closesOnOrder: ['never_reached_bank'], findings: [found('never_reached_bank')] },
      [second],
    ],
  ] as const)('%s', (_, judged, ended) => {
    expect(casesThatEnd([second, third], 'third', { ...JUDGED, ...judged })).toEqual(ended);
  });
});

it.each([
  ['the same page', 'third', false],
  ['another page', 'second', true],
])('what a person has closed about %s leaves a finding to nobody: %s', (_, about, needed) => {
  const cases = [aCase('double_payment', about, 'operator:ann')];
  const judged = { ...JUDGED, findings: [found('double_payment')] };
  expect(needsAPerson({ cases, registration }, judged)).toBe(needed);
});
