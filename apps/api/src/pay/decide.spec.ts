// Aim: a payer who comes back is sent on only by what the bank has said, never while it has not decided.
import {
  newRegistration,
  type Order,
  type OrderState,
  type OrderWithRegistrations,
  type Registration,
} from '@app/orders';
import { isHastenOwed, locationFor, mayPay } from './decide.js';
import type { Visit } from './visit.js';

const NOW = new Date('2026-03-02T10:00:00Z');
const SUCCESS = 'https://shop.example/thanks?cart=1';
const FAIL = 'https://shop.example/sorry';
const VISIT: Visit = { since: NOW, byFailAddress: false, language: null };
const FAILED: Visit = { ...VISIT, byFailAddress: true };
/** So many seconds after the payer came back. */
const after = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1_000);

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
  now = NOW,
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
  return { order, newest: registration, speaking: registration, now };
}

it.each<[OrderState, string | null]>([
  ['created', null],
  ['registered', null],
  ['authorized', SUCCESS],
  ['paid', SUCCESS],
  ['partially_refunded', SUCCESS],
  ['refunded', SUCCESS],
  ['released', FAIL],
  ['declined', FAIL],
  ['expired', FAIL],
  ['cancelled', FAIL],
  ['rejected', FAIL],
])('from a %s order the payer goes to %p', (state, location) => {
  expect(locationFor(found(state), VISIT)).toBe(location);
});

it.each<OrderState>(['declined', 'released'])(
  'from a %s order goes to the success address where the shop gave no other',
  (state) => {
    expect(locationFor(found(state, {}, null), VISIT)).toBe(SUCCESS);
  },
);

/** Refused, as a poll has told that was wished so many seconds after the payer came back. */
const refusedAfter = (seconds: number, changes: Partial<Registration> = {}) =>
  found('registered', { actionCode: 116, hastenedAt: after(seconds), ...changes });

it.each<[string, number, Visit, string | null]>([
  ['came back as one who paid, and was seen refused at once', 0, VISIT, null],
  ['came back as one who paid, and was still refused three seconds later', 3, VISIT, null],
  ['came back as one who paid, and was still refused when the dense series was over', 15, VISIT, FAIL],
  ['came back as one who failed', 0, FAILED, FAIL],
  ['came back as one who failed, and of whom the bank has not been asked since', -1, FAILED, null],
])('a payer on an open page who %s', (_what, seconds, visit, location) => {
  expect(locationFor(refusedAfter(seconds), visit)).toBe(location);
});

it.each<[string, Partial<Registration>]>([
  ['of whom the bank is being asked again', { hastenedBy: 'return' }],
  ['who has not tried', { actionCode: -100 }],
  ['who has tried, and the bank does not know yet', { actionCode: -30001 }],
  ['who is at the page of the card’s own bank', { status: 'authenticating' }],
  ['who is being decided on', { status: 'pending' }],
  ['about whom an answer came that nobody understands', { status: 'unknown' }],
  ['about whom an answer came that is not believed', { contradictedSince: NOW }],
  ['who is not known to the bank', { status: 'absent', actionCode: null }],
])('a payer %s waits, by whichever address', (_what, changes) => {
  for (const visit of [VISIT, FAILED]) expect(locationFor(refusedAfter(20, changes), visit)).toBeNull();
});

const PAGE = { formUrl: 'https://bank.example/page', expiresAt: after(60) };

it.each<[string, Partial<Registration>, boolean]>([
  ['the bank has said since that it waits for a payer', { hastenedAt: after(1) }, true],
  ['the bank has not been asked yet', { hastenedAt: null }, false],
  ['the bank has not been asked since', { hastenedAt: after(-1) }, false],
  [
    'the bank has been asked since, and has not answered',
    { hastenedAt: after(1), hastenedBy: 'return' },
    false,
  ],
  [
    'the payer is at the page of the card’s own bank',
    { hastenedAt: after(1), status: 'authenticating' },
    false,
  ],
  ['the time of the page is over', { hastenedAt: after(1), expiresAt: after(2) }, false],
])('where %s', (_what, changes, expected) => {
  expect(mayPay(found('registered', { ...PAGE, ...changes }, FAIL, after(2)), VISIT)).toBe(expected);
});

it.each<[string, number | null, number, boolean]>([
  ['that was lost', null, 1, true],
  ['that was lost, where there was one before', -60, 1, true],
  ['that was made', 0, 3, false],
  ['that has had its time', 0, 15, true],
  ['of a page that nobody closes', 600, 700, false],
])('repeats a hasten %s', (_what, hastened, now, owed) => {
  const { newest } = found('registered', { hastenedAt: hastened === null ? null : after(hastened) });
  expect(isHastenOwed(newest, after(now), VISIT)).toBe(owed);
});
