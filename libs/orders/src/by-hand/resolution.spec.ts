// Aim: whatever an operator chooses, no order becomes paid, authorized, refunded or released by it, and none ends while the bank may
// still take money for it. Method: every ending over random orders with random pages, and single pages.
import { GATEWAY_STATUSES } from '@app/gateway';
import fc from 'fast-check';
import { newRegistration } from '../order/new-registration.js';
import { ORDER_STATES, type OrderState } from '../order/order-state.js';
import { endingsOf, isOver, type Stuck } from './resolution.js';
import type { Registration } from '../order/rows.js';

const NOW = new Date('2026-03-02T10:00:00Z');
const ORDER = {
  id: '1',
  orderNumber: 'N-1',
  amountMinor: 1n,
  currency: 'KZT',
  mode: 'charge',
  lifetimeSeconds: 60,
} as const;
const SENT = newRegistration(ORDER, { merchantId: 'm', attempt: 1, now: NOW, callTimeoutMs: 1 });

const LONG_AGO = new Date(NOW.getTime() - 3_600_000);
const OVER: Partial<Registration> = { expiresAt: LONG_AGO };
/** Three polls over ten minutes said so, and its lifetime was over. */
const LONG_ABSENT: Partial<Registration> = {
  ...OVER,
  state: 'open',
  status: 'absent',
  gatewayOrderId: 'b-1',
  absences: 3,
  statusSince: LONG_AGO,
  lastAnsweredAt: new Date(LONG_AGO.getTime() + 600_000),
};

const pages = fc.record({
  state: fc.constantFrom('sending', 'recovering', 'open', 'closed', 'orphan', 'refused'),
  status: fc.constantFrom(null, ...GATEWAY_STATUSES),
  unresolvedOperation: fc.constantFrom(null, null, 'op'),
  gatewayOrderId: fc.constantFrom(null, 'b-1'),
  expiresAt: fc.constantFrom(LONG_AGO, new Date(NOW.getTime() + 1)),
  absences: fc.constantFrom(0, 1, 2, 3, 9),
  statusSince: fc.constantFrom(null, LONG_AGO),
  approvedMinor: fc.constantFrom(null, 0n, 900n),
  depositedMinor: fc.constantFrom(null, 0n, 900n),
  lastAnsweredAt: fc.constantFrom(null, LONG_AGO, NOW),
}) as fc.Arbitrary<Partial<Registration>>;
const cases = fc.record({
  closedBy: fc.constantFrom(null, 'operator:ann'),
  reason: fc.constantFrom('stranger_at_gateway', 'unknown_at_gateway'),
  registrationId: fc.constantFrom(SENT.id, 'another'),
  detail: fc.record({ isProven: fc.boolean(), isGivenBack: fc.boolean() }),
});
const stuck: fc.Arbitrary<Stuck> = fc.record({
  order: fc.record({
    state: fc.constantFrom(...(Object.keys(ORDER_STATES) as OrderState[])),
    settledBy: fc.constantFrom(null, null, 'r'),
  }),
  registrations: fc.array(
    pages.map((page) => ({ ...SENT, ...page })),
    { maxLength: 3 },
  ),
  cases: fc.array(cases, { maxLength: 2 }),
  now: fc.constant(NOW),
});

it('never leads to money, and to no state that the table does not lead to', () => {
  fc.assert(
    fc.property(stuck, (known) => {
      for (const ending of endingsOf(known)) {
        if (ending === 'close') continue;
        expect(ORDER_STATES[known.order.state].to).toContain(ending);
        expect([known.order.state, ending]).toEqual(
          ending === 'rejected' ? ['created', 'rejected'] : ['registered', 'declined'],
        );
        expect(known.order.settledBy).toBeNull();
        expect(known.registrations.length).toBeGreaterThan(0);
        for (const page of known.registrations) {
          expect(page.unresolvedOperation).toBeNull();
          expect(page.state).not.toBe('sending');
          expect((page.approvedMinor ?? 0n) + (page.depositedMinor ?? 0n)).toBe(0n);
          // What may have money on it, or has it under way, is no page to end an order over; a stranger's is not ours.
          const isAtRisk = page.state !== 'recovering' && page.state !== 'refused';
          if (isAtRisk) expect(['closed', 'absent', 'open']).toContain(page.status);
        }
      }
    }),
    { numRuns: 5_000 },
  );
});

it('closes cases only where one is open', () => {
  fc.assert(
    fc.property(stuck, (known) => {
      const open = known.cases.some(({ closedBy }) => closedBy === null);
      expect(endingsOf(known).includes('close')).toBe(open);
    }),
  );
});

const strangers = (detail: object) =>
  ({
    reason: 'stranger_at_gateway',
    registrationId: SENT.id,
    detail,
    closedBy: null,
  }) as Stuck['cases'][number];

it.each<[string, boolean, Partial<Registration>, object?]>([
  ['closed by the bank', true, { state: 'closed', status: 'closed' }],
  ['refused by the bank', true, { state: 'refused' }],
  ['being sent', false, { state: 'sending', status: 'absent' }],
  ['absent for long after its lifetime', true, LONG_ABSENT],
  ['a lost page that is absent for long', true, { ...LONG_ABSENT, state: 'orphan' }],
  ['absent within its lifetime', false, { ...LONG_ABSENT, expiresAt: new Date(NOW.getTime() + 1) }],
  ['absent in one poll', false, { ...LONG_ABSENT, absences: 1 }],
  ['absent in two polls', false, { ...LONG_ABSENT, absences: 2 }],
  ['absent in many polls of one minute', false, { ...LONG_ABSENT, absences: 30, lastAnsweredAt: LONG_AGO }],
  [
    'absent within seconds, and asked in vain since',
    false,
    { ...LONG_ABSENT, lastAnsweredAt: LONG_AGO, lastLookAt: NOW },
  ],
  ['absent while an operation is unresolved', false, { ...LONG_ABSENT, unresolvedOperation: 'op' }],
  ['absent after a payment of a wrong amount', false, { ...LONG_ABSENT, depositedMinor: 900n }],
  ['closed, and money was taken', false, { state: 'closed', status: 'closed', depositedMinor: 900n }],
  [
    'absent for long before the end of its lifetime, and not asked about since',
    false,
    { ...LONG_ABSENT, expiresAt: new Date(NOW.getTime() - 1) },
  ],
  ['open', false, { ...OVER, state: 'open', status: 'open' }],
  ['charged', false, { ...OVER, state: 'closed', status: 'charged' }],
  ['never asked about', false, { ...OVER, state: 'open', status: null }],
  ['a stranger’s by its echo', true, { ...OVER, state: 'recovering', status: 'charged' }, { isProven: true }],
  ['a stranger’s within the lifetime', false, { state: 'recovering', status: 'charged' }, { isProven: true }],
  ['a stranger’s by its amount alone, paid', false, { ...OVER, state: 'recovering', status: 'charged' }, {}],
  [
    'a stranger’s by its amount alone, given back',
    true,
    { ...OVER, state: 'recovering', status: 'refunded' },
    { isGivenBack: true },
  ],
  ['lost and not found yet', false, { ...LONG_ABSENT, state: 'recovering' }],
])('a page that is %s is over: %p', (...row) => {
  const [, over, changes, detail] = row;
  const page: Registration = { ...SENT, expiresAt: new Date(NOW.getTime() + 60_000), ...changes };
  expect(isOver(page, { cases: detail ? [strangers(detail)] : [], now: NOW })).toBe(over);
});

it('offers to end an order whose page is open after its lifetime: the bank closes it first', () => {
  const page: Registration = { ...SENT, ...OVER, state: 'open', status: 'open', gatewayOrderId: 'b-1' };
  const known = { order: { state: 'registered', settledBy: null }, cases: [], now: NOW } as const;
  expect(endingsOf({ ...known, registrations: [page] })).toEqual(['declined']);
  const running = { ...page, expiresAt: new Date(NOW.getTime() + 1) };
  expect(endingsOf({ ...known, registrations: [running] })).toEqual([]);
  expect(endingsOf({ ...known, registrations: [{ ...page, status: 'authenticating' }] })).toEqual([]);
  expect(endingsOf({ ...known, registrations: [{ ...page, approvedMinor: 900n }] })).toEqual([]);
});
