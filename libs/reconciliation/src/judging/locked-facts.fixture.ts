import { GATEWAY_STATUSES, type GatewayStatus, type StatusAnswer } from '@app/gateway';
import {
  type LockedFacts,
  newRegistration,
  type Operation,
  ORDER_STATES,
  type OrderState,
} from '@app/orders';
import type { Verdict } from './verdict.js';

/** For tests: rows, answers and verdicts as short texts, valid by default. A word changes what it names. */
export const NOW = new Date('2026-03-02T10:00:00.000Z');
export const AMOUNT = 1000n;

const OTHER_REGISTRATION = '00000000-0000-7000-8000-000000000009';
const WITH_MONEY: readonly string[] = ['authorized', 'paid', 'partially_refunded', 'refunded'];

/**
 * `paid 1000/0 hold older`: an order in state paid, captured 1000, refunded 0, and what is known of the registration that
 * was asked about. An order that has money has it from this registration, unless it is settled `elsewhere`.
 *
 * Words: a state; `captured/refunded`; `hold`; `older` (not the newest registration); `orphan`, `closed`, `recovering`
 * (its state); `elsewhere`, `mine` (whose money it is); `disputed`; `replaced` (the order's amount is another by now);
 * `cancel:pending`, `capture:700`, `capture:700:refused` (operations).
 */
export function lockedFacts(text: string, changes: Partial<LockedFacts['registration']> = {}): LockedFacts {
  const words = new Set(text.split(' '));
  const has = (word: string) => words.delete(word);
  const state = take(words, (word) => word in ORDER_STATES) as OrderState;
  const mode = has('hold') ? 'hold' : 'charge';
  const [captured = '0', refunded = '0'] = take(words, (word) => /^\d+\/\d+$/.test(word))?.split('/') ?? [];
  const facts = { amountMinor: AMOUNT, currency: 'KZT', mode, lifetimeSeconds: 1200 } as const;
  const order = { id: '00000000-0000-7000-8000-000000000001', orderNumber: 'N-1', ...facts };
  const sent = newRegistration(order, { merchantId: 'm', attempt: 1, now: NOW, callTimeoutMs: 30_000 });
  const registration: LockedFacts['registration'] = {
    ...sent,
    state: (['orphan', 'closed', 'recovering'] as const).find(has) ?? 'open',
    gatewayOrderId: 'bank-1',
    phase: 'quiet',
    ...changes,
  };
  const mine = has('mine') || WITH_MONEY.includes(state);
  return {
    siblings: [registration],
    cases: [],
    order: {
      ...order,
      shopId: 's',
      state,
      amountMinor: has('replaced') ? AMOUNT + 1n : AMOUNT,
      capturedMinor: BigInt(captured),
      refundedMinor: BigInt(refunded),
      settledBy: has('elsewhere') ? OTHER_REGISTRATION : mine ? registration.id : null,
      disputedAt: has('disputed') ? NOW : null,
      ...NOBODY,
      expiresAt: registration.expiresAt,
      lastSeq: 1,
      createdAt: NOW,
      updatedAt: NOW,
    },
    registration,
    isNewest: !has('older'),
    hastenedSince: has('hastened'),
    operations: takeOperations(words, registration.id),
    now: NOW,
    ...nothingLeftOf(words),
  };
}

const NOBODY = {
  description: null,
  successUrl: 'https://shop.example/thanks',
  failUrl: null,
  language: 'en',
  payerEmail: null,
  payerPhone: null,
  payerClientId: null,
  metadata: {},
} as const;

/**
 * `charged 1000/0`: an answer of this status, deposited 1000 and refunded 0.
 *
 * Words: a status; `deposited/refunded`, `?` for a figure that is missing; `bare` (no amount block); `approved:900`, `approved:?`;
 * `state:REVERSED` (paymentState); `echo:other`, `id:other` (another registration's echo, another mdOrder); `code:116`; `at:12` (an attempt at
 * 12 o'clock), `card:1111`; `refunds:100+300`; `chargeback`; `amount:999`, `currency:USD`, `number:other`.
 */
export function anAnswer(text: string, known: LockedFacts): StatusAnswer {
  const words = new Set(text.split(' '));
  const has = (word: string) => words.delete(word);
  const status = take(words, (word) =>
    (GATEWAY_STATUSES as readonly string[]).includes(word),
  ) as GatewayStatus;
  const value = (name: string) => take(words, (word) => word.startsWith(`${name}:`))?.slice(name.length + 1);
  const amounts = take(words, (word) => /^(-?\d+|\?)\/(-?\d+|\?)$/.test(word));
  const [deposited = '0', refunded = '0'] = amounts?.split('/') ?? [];
  const { registration } = known;
  const code = value('code');
  const hour = value('at');
  const approved = value('approved');
  const echo = value('echo');
  const answer: StatusAnswer = {
    ...NOTHING_SAID,
    orderNumber: value('number') ?? registration.gatewayOrderNumber,
    gatewayOrderId: value('id') ?? 'bank-1',
    echo: echo === undefined ? {} : { tolemRegistration: echo === 'mine' ? registration.id : echo },
    amountMinor: BigInt(value('amount') ?? registration.amountMinor),
    currency: value('currency') ?? registration.currency,
    actionCode: code === undefined ? null : Number(code),
    authorizedAt: hour === undefined ? null : new Date(`2026-03-02T${hour}:00:00Z`),
    maskedCard: value('card') ?? null,
    registeredAt: registration.sentAt,
    amounts: has('bare')
      ? null
      : {
          approvedMinor: minorOf(approved ?? (NOTHING_APPROVED.has(status) ? '0' : registration.amountMinor)),
          depositedMinor: minorOf(deposited),
          refundedMinor: minorOf(refunded),
          paymentState: value('state') ?? null,
        },
    refunds: (value('refunds')?.split('+') ?? []).map((amount) => ({
      amountMinor: BigInt(amount),
      externalRefundId: null,
    })),
    chargeback: has('chargeback'),
    status,
  };
  return { ...answer, ...nothingLeftOf(words) };
}

/** Of these nothing is approved, unless the answer says so. */
const NOTHING_APPROVED: ReadonlySet<GatewayStatus> = new Set(['open', 'closed', 'reversed']);

const minorOf = (text: string | bigint): bigint | null => (text === '?' ? null : BigInt(text));

const NOTHING_SAID = {
  echo: {},
  feeMinor: null,
  paymentWay: null,
  approvalCode: null,
  rrn: null,
  bankName: null,
  bankCountry: null,
  depositedAt: null,
  refundedAt: null,
  reversedAt: null,
  kept: {},
} as const;

/** A verdict in one line: `registered, paid 1000/0, refunded +400; settles; case paid_after_close`. */
export function shown({ moves, order, findings, closeAtGateway }: Verdict): string {
  const walked = moves.map((step) =>
    [
      step.to ?? step.event,
      step.capturedMinor !== undefined && `${step.capturedMinor}/${step.refundedMinor ?? '-'}`,
      step.refundedNowMinor !== undefined && `+${step.refundedNowMinor}`,
    ]
      .filter(Boolean)
      .join(' '),
  );
  const parts = [
    walked.join(', '),
    order.settledBy && 'settles',
    closeAtGateway && 'close page',
    ...findings.map(({ reason }) => `case ${reason}`),
  ];
  return parts.filter(Boolean).join('; ') || '-';
}

/** Lines of `a | b | c` as rows for it.each; blank lines are for the reader. */
export const rowsOf = (table: string): string[][] =>
  table
    .split('\n')
    .filter((line) => line.includes('|'))
    .map((line) => line.split('|').map((cell) => cell.trim().replace(/\s+/g, ' ')));

function takeOperations(words: Set<string>, registrationId: string): Operation[] {
  return [...words]
    .filter((word) => /^(cancel|capture):/.test(word))
    .map((word, at) => {
      words.delete(word);
      const [kind, first, second = 'pending'] = word.split(':') as ['cancel' | 'capture', string, string?];
      return {
        id: `00000000-0000-7000-8000-00000000010${at}`,
        orderId: '00000000-0000-7000-8000-000000000001',
        registrationId,
        shopId: 's',
        kind,
        amountMinor: kind === 'capture' ? BigInt(first) : null,
        state: (kind === 'capture' ? second : first) as Operation['state'],
      };
    });
}

function take(words: Set<string>, fits: (word: string) => boolean): string | undefined {
  const found = [...words].find(fits);
  if (found !== undefined) words.delete(found);
  return found;
}

/** A word that nobody understands would be a test that tests something else. */
function nothingLeftOf(words: ReadonlySet<string>): object {
  if (words.size > 0) throw new Error(`Nobody understands ${[...words].join(' ')}`);
  return {};
}
