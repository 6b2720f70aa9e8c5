import type { OrderPageView } from '@app/reports';
import { idOf, type StuckRow } from './stuck-rows.js';
import type { Wire } from './wire.js';

type Page = Wire<OrderPageView>;

const MINUTE = 60_000;

/** The page of one stuck order: a declined first page, a second one that is stuck, a case with comments. */
export function storyOf(row: StuckRow): Page {
  const since = Date.parse(row.since);
  const at = (minutes: number) => new Date(since + minutes * MINUTE).toISOString();
  const number = `${row.orderNumber}-7kq2m9x4ta`;
  const money = { amount: row.amount!, currency: row.currency! };
  const differs = row.reason === 'amount_mismatch';
  const answer = {
    errorCode: '0',
    orderNumber: number,
    orderStatus: 2,
    actionCode: 0,
    amount: differs ? row.amount! - 50_000 : row.amount,
    currency: row.currency === 'KZT' ? '398' : '840',
    date: since,
    attributes: [{ name: 'mdOrder', value: '2d8b5f30-7eac-7a43-9f66-5c7000a7d8c0' }],
    authRefNum: '532900000103',
    paymentAmountInfo: {
      approvedAmount: row.amount,
      depositedAmount: differs ? row.amount! - 50_000 : 0,
      refundedAmount: 0,
    },
    bankInfo: { bankName: 'TEST BANK', bankCountryCode: 'KZ' },
  };
  const registration = {
    merchantId: row.merchantId!,
    ...money,
    gatewayOrderId: '2d8b5f30-7eac-7a43-9f66-5c7000a7d8c0',
    polls: row.tries!,
    failures: row.failures!,
    sentAt: at(-70),
    expiresAt: at(-10),
    returnedAt: null,
    lastLookAt: row.lastLookAt,
    settles: false,
    paymentWay: null,
    approvalCode: null,
    rrn: null,
    bankName: null,
    bankAmount: row.bankAmount,
    bankCurrency: row.bankCurrency,
  };
  return {
    order: {
      id: row.orderId!,
      orderNumber: row.orderNumber!,
      shopId: row.shopId!,
      shopName: 'Dala, things of the steppe',
      state: row.state!,
      ...money,
      mode: row.state === 'authorized' ? 'hold' : 'charge',
      captured: row.state === 'paid' ? row.amount! : 0,
      refunded: 0,
      description: 'Dombyra, two strings, pine top',
      language: 'kk',
      metadata: { basket: 'b-771', courier: 'almaty-3' },
      createdAt: at(-90),
      updatedAt: at(0),
      expiresAt: at(-10),
      disputedAt: row.reason === 'disputed' ? at(0) : null,
    },
    registrations: [
      {
        ...registration,
        id: idOf(5, 1),
        attempt: 1,
        state: 'closed',
        gatewayOrderNumber: `${row.orderNumber}-a91hxq0c3m`,
        gatewayOrderId: '11c0ffee-7eac-7a43-9f66-5c7000a7d8c0',
        paymentUrl: null,
        status: 'closed',
        actionCode: 116,
        actionMeaning: 'Not sufficient funds',
        nextLookAt: null,
        phase: 'aftercare',
        answer: null,
        answeredAt: at(-75),
      },
      {
        ...registration,
        id: row.registrationId!,
        attempt: 2,
        state: 'open',
        gatewayOrderNumber: number,
        paymentUrl: 'https://3dsec.example/payment/merchants/payment_kk.html?mdOrder=2d8b5f30-7eac-7a43',
        status: row.status,
        actionCode: 0,
        actionMeaning: 'Approved',
        nextLookAt: row.nextLookAt,
        phase: 'overtime',
        paymentWay: 'CARD',
        approvalCode: '123456',
        rrn: '532900000103',
        bankName: 'TEST BANK',
        answer: row.status === null ? null : answer,
        answeredAt: row.answeredAt,
      },
    ],
    speaking: row.registrationId!,
    cases: [
      {
        id: row.caseId ?? idOf(1, 9_999),
        reason: row.caseId === null ? 'open_after_lifetime' : row.reason,
        registrationId: row.registrationId,
        ...money,
        detail: { status: row.status, expected: row.amount },
        assignee: row.assignee,
        openedAt: row.since,
        closedAt: null,
        closedBy: null,
        note: null,
        comments: [
          {
            id: idOf(6, 1),
            by: 'daniyar',
            at: at(20),
            text: 'Called the bank, they look into it until noon.',
          },
          {
            id: idOf(6, 2),
            by: 'aigerim',
            at: at(35),
            text: 'The shop says that the payer waits for the parcel.',
          },
        ],
      },
      {
        id: idOf(1, 8_888),
        reason: 'gateway_unreachable',
        registrationId: null,
        ...money,
        detail: { why: 'connect ETIMEDOUT' },
        assignee: null,
        openedAt: at(-60),
        closedAt: at(-50),
        closedBy: 'operator:daniyar',
        note: 'The bank had maintenance.',
        comments: [],
      },
    ],
    ...eventsOf(row, at),
    timeline: timelineOf(row, at),
    differences: row.status === null ? [] : compared(row, number, differs),
    may: { ask: true, newPaymentLink: true, resolve: ['close', 'declined'], replay: true, closeCase: true },
  };
}

function eventsOf(row: StuckRow, at: (minutes: number) => string): Pick<Page, 'events' | 'deliveries'> {
  const data = { orderId: row.orderId, amount: row.amount, currency: row.currency };
  const event = (seq: number, type: string, cause: string, minutes: number) => ({
    eventId: idOf(4, seq),
    seq,
    type,
    cause,
    occurredAt: at(minutes),
    data,
  });
  return {
    events: [
      event(1, 'order.registered', 'shop', -89),
      event(2, 'order.declined', 'return', -75),
      event(3, 'order.registered', 'shop', -70),
      event(4, 'case.opened', 'schedule', 0),
    ],
    deliveries: [1, 2, 3, 4].flatMap((seq) => [
      { eventId: idOf(4, seq), subscription: 'warehouse', state: 'handed-over' },
      { eventId: idOf(4, seq), subscription: 'crm', state: seq > 3 ? 'waiting' : 'handed-over' },
    ]),
  };
}

function compared(row: StuckRow, number: string, differs: boolean): Page['differences'] {
  const alike = (what: string, value: string | number | null) => ({
    what,
    ours: value,
    bank: value,
    differs: false,
  });
  return [
    { what: 'state', ours: row.state, bank: row.status, differs },
    alike('orderNumber', number),
    differs
      ? { what: 'amount', ours: row.amount, bank: row.amount! - 50_000, differs }
      : alike('amount', row.amount),
    alike('currency', row.currency),
  ];
}

type Entry = Page['timeline'][number];

function timelineOf(row: StuckRow, at: (minutes: number) => string): Entry[] {
  const entry = (minutes: number, kind: Entry['kind'], title: string, about: Partial<Entry> = {}): Entry => ({
    at: at(minutes),
    kind,
    title,
    cause: null,
    eventId: null,
    registrationId: row.registrationId,
    detail: null,
    ...about,
  });
  const first = { registrationId: idOf(5, 1) };
  const money = { amount: row.amount, currency: row.currency };
  const sent = (attempt: number) => ({ detail: { attempt, gatewayOrderNumber: `${row.orderNumber}-x` } });
  const caseId = row.caseId ?? idOf(1, 9_999);
  return [
    entry(-90, 'registered', 'registration.sent', { ...first, ...sent(1), cause: 'shop' }),
    entry(-89, 'event', 'order.registered', { ...first, cause: 'shop', detail: money }),
    entry(-77, 'returned', 'payer.returned', { ...first, cause: 'return' }),
    entry(-75, 'event', 'order.attempt_failed', { ...first, cause: 'return', detail: money }),
    entry(-70, 'registered', 'registration.sent', sent(2)),
    entry(-70, 'event', 'order.registered', { cause: 'shop', detail: money }),
    entry(-31, 'callback', 'callback.deposited', { cause: 'callback', detail: { status: '1', times: 1 } }),
    entry(-30, 'answer', `answer.${row.status ?? 'unknown'}`, {
      detail: { status: row.status, actionCode: 0 },
    }),
    entry(0, 'case', 'case.opened', { cause: 'schedule', detail: { caseId, reason: row.reason } }),
    entry(20, 'comment', 'comment', {
      registrationId: null,
      cause: 'operator:daniyar',
      detail: { caseId, text: 'Called the bank, they look into it until noon.' },
    }),
    entry(22, 'operator', 'ask-bank', {
      registrationId: null,
      cause: 'operator:daniyar',
      detail: { registrations: 1 },
    }),
  ];
}
