// Aim: whatever an operator chooses, no order becomes paid, authorized, refunded or released by it, and nobody stops looking at what
// the bank may still decide. Method: every outcome over random orders with random pages.
import { GATEWAY_STATUSES } from '@app/gateway';
import fc from 'fast-check';
import { newRegistration } from './new-registration.js';
import { ORDER_STATES, type OrderState } from './order-state.js';
import { outcomesOf, type Stuck, watchingEnds } from './resolution.js';
import type { Registration } from './rows.js';

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

const pages = fc.record({
  state: fc.constantFrom('sending', 'recovering', 'open', 'closed', 'orphan', 'refused'),
  status: fc.constantFrom(null, ...GATEWAY_STATUSES),
  unresolvedOperation: fc.constantFrom(null, null, 'op'),
}) as fc.Arbitrary<Partial<Registration>>;
const stuck: fc.Arbitrary<Stuck> = fc.record({
  order: fc.record({
    state: fc.constantFrom(...(Object.keys(ORDER_STATES) as OrderState[])),
    settledBy: fc.constantFrom(null, null, 'r'),
  }),
  registrations: fc.array(
    pages.map((page) => ({ ...SENT, ...page })),
    { maxLength: 3 },
  ),
  cases: fc.array(fc.record({ closedBy: fc.constantFrom(null, 'operator:ann') }), { maxLength: 2 }),
});

/** The bank has said that no money can come of the page, or has refused to make one. */
const isOver = ({ state, status }: Registration) =>
  state === 'refused' || status === 'closed' || status === 'absent';

it('never leads to money, and to no state that the table does not lead to', () => {
  fc.assert(
    fc.property(stuck, (known) => {
      for (const outcome of outcomesOf(known)) {
        if (outcome === 'close') continue;
        expect(['rejected', 'declined']).toContain(outcome);
        expect(ORDER_STATES[known.order.state].to).toContain(outcome);
        expect([known.order.state, outcome]).toEqual(
          outcome === 'rejected' ? ['created', 'rejected'] : ['registered', 'declined'],
        );
        expect(known.order.settledBy).toBeNull();
        expect(known.registrations.length).toBeGreaterThan(0);
        expect(known.registrations.every(isOver)).toBe(true);
      }
    }),
    { numRuns: 5_000 },
  );
});

it('closes cases only where one is open', () => {
  fc.assert(
    fc.property(stuck, (known) => {
      const open = known.cases.some(({ closedBy }) => closedBy === null);
      expect(outcomesOf(known).includes('close')).toBe(open);
    }),
  );
});

it('ends the watching only where the bank says no and the order is at an end', () => {
  fc.assert(
    fc.property(stuck, ({ order, registrations }) => {
      for (const page of registrations) {
        if (!watchingEnds(order.state, page)) continue;
        expect(isOver(page)).toBe(true);
        expect(page.unresolvedOperation).toBeNull();
        expect(['created', 'registered', 'authorized']).not.toContain(order.state);
      }
    }),
    { numRuns: 5_000 },
  );
});
