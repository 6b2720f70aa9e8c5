// Aim: a payer who comes back is sent on only by what the bank has said, never while it has not decided.
import {
  newRegistration,
  type Order,
  type OrderState,
  type OrderWithRegistrations,
  type Registration,
} from '@app/orders';
import { locationFor } from './decide.js';

const NOW = new Date('2026-03-02T10:00:00Z');
const SUCCESS = 'https://shop.example/thanks?cart=1';
const FAIL = 'https://shop.example/sorry';
const BACK = { returnedAt: NOW, hastenedBy: null } as const;

const NOBODY = {
  description: null,
  language: 'kk',
  metadata: {},
  payerEmail: null,
  payerPhone: null,
  payerClientId: null,
} as const;

function found(
  state: OrderState,
  changes: Partial<Registration> = {},
  failUrl: string | null = FAIL,
): OrderWithRegistrations {
  const facts = {
    id: '1',
    orderNumber: 'N',
    amountMinor: 1n,
    currency: 'KZT',
    mode: 'charge',
    lifetimeSeconds: 60,
  } as const;
  const sent = newRegistration(facts, { merchantId: 'm', attempt: 1, now: NOW, callTimeoutMs: 1_000 });
  const registration: Registration = { ...sent, state: 'open', status: 'open', ...changes };
  const order: Order = {
    ...facts,
    ...NOBODY,
    shopId: 's',
    state,
    successUrl: SUCCESS,
    failUrl,
    capturedMinor: 0n,
    refundedMinor: 0n,
    settledBy: null,
    disputedAt: null,
    expiresAt: NOW,
    lastSeq: 1,
    createdAt: NOW,
    updatedAt: NOW,
  };
  return { order, newest: registration, speaking: registration };
}

it.each<[OrderState, string | null]>([
  ['created', null],
  ['registered', null],
  ['authorized', SUCCESS],
  ['paid', SUCCESS],
  ['partially_refunded', SUCCESS],
  ['refunded', SUCCESS],
  ['released', SUCCESS],
  ['declined', FAIL],
  ['expired', FAIL],
  ['cancelled', FAIL],
  ['rejected', FAIL],
])('from a %s order the payer goes to %p', (state, location) => {
  expect(locationFor(found(state, BACK))).toBe(location);
});

it('goes to the success address for everything where the shop gave no other', () => {
  expect(locationFor(found('declined', BACK, null))).toBe(SUCCESS);
});

it.each<[string, Partial<Registration>, string | null]>([
  ['was refused since he came back', { ...BACK, actionCode: 116 }, FAIL],
  ['was refused, but before he came back', { returnedAt: null, actionCode: 116 }, null],
  [
    'was refused, and the bank is being asked again',
    { ...BACK, hastenedBy: 'return', actionCode: 116 },
    null,
  ],
  ['has not tried', { ...BACK, actionCode: -100 }, null],
  ['has tried, and the bank does not know yet', { ...BACK, actionCode: -30001 }, null],
  ['is at his own bank’s page', { ...BACK, status: 'authenticating', actionCode: 116 }, null],
  ['is being decided on', { ...BACK, status: 'pending', actionCode: 116 }, null],
  ['got an answer nobody understands', { ...BACK, status: 'unknown', actionCode: 116 }, null],
  ['is not known to the bank', { ...BACK, status: 'absent', actionCode: null }, null],
])('a payer who %s', (_what, changes, location) => {
  expect(locationFor(found('registered', changes))).toBe(location);
});
