import { TolemConfig } from '@app/config';
import { explainActionCode, redact } from '@app/gateway';
import {
  type CaseRow,
  endingsOf,
  type ManualEnding,
  type OrderRow,
  paymentUrlOf,
  refusalOfNewPage,
  type RegistrationRow,
  withRegistrations,
} from '@app/orders';
import { Injectable } from '@nestjs/common';
import { bankFigure } from '../bank-figure.js';
import { type Compared, compare } from './order-differences.js';
import { type FactComment, type OrderFacts, OrderFactsReport } from './order-facts.js';
import { type TimelineEntry, timelineOf } from './order-timeline.js';

/** What can be done about an order as its rows stand, whoever asks. */
export type OrderMay = Readonly<{
  ask: boolean;
  newPaymentLink: boolean;
  resolve: readonly ManualEnding[];
  replay: boolean;
  closeCase: boolean;
}>;

export type OrderPageView = Readonly<{
  order: Record<string, unknown>;
  registrations: Record<string, unknown>[];
  /** The id of the registration that speaks for the order: of its answer `differences` tells. */
  speaking: string;
  cases: Record<string, unknown>[];
  events: Record<string, unknown>[];
  deliveries: OrderFacts['deliveries'];
  timeline: TimelineEntry[];
  differences: Compared[];
  may: OrderMay;
}>;

/** One order with all that is known about it. No card, no payer: by an allow-list, and what bank and shop have said redacted once more. */
@Injectable()
export class OrderPageReport {
  constructor(
    private readonly config: TolemConfig,
    private readonly facts: OrderFactsReport,
  ) {}

  /** Throws ORDER_NOT_FOUND. */
  async execute(id: string): Promise<OrderPageView> {
    const facts = await this.facts.execute(id);
    const { order, registrations, answers, now } = facts;
    const { speaking } = withRegistrations(order, registrations, now);
    return {
      order: this.orderView(order),
      registrations: registrations.map((row) => registrationView(row, facts)),
      speaking: speaking.id,
      cases: facts.cases.map((row) => caseView(row, facts.comments)),
      events: facts.events.map(({ data, ...event }) => ({ ...event, data: redact(data) })),
      deliveries: facts.deliveries,
      timeline: timelineOf(facts),
      differences: compare(order, speaking, answers.get(speaking.id)?.answer ?? null),
      may: mayOf(facts, speaking),
    };
  }

  private orderView(order: OrderRow): Record<string, unknown> {
    const { id, orderNumber, shopId, state, currency, mode, description, language, metadata } = order;
    const { createdAt, updatedAt, expiresAt, disputedAt } = order;
    return {
      id,
      orderNumber,
      shopId,
      shopName: this.config.file.shops.find((shop) => shop.id === shopId)?.name ?? shopId,
      state,
      amount: Number(order.amountMinor),
      currency,
      mode,
      captured: Number(order.capturedMinor),
      refunded: Number(order.refundedMinor),
      description: redact(description),
      language,
      metadata: redact(metadata),
      createdAt,
      updatedAt,
      expiresAt,
      disputedAt,
    };
  }
}

function registrationView(
  row: RegistrationRow,
  { order, answers, now }: OrderFacts,
): Record<string, unknown> {
  const kept = answers.get(row.id);
  const { id, attempt, merchantId, state, gatewayOrderNumber, gatewayOrderId, status, actionCode } = row;
  const { currency, sentAt, expiresAt, returnedAt, lastLookAt, phase, polls, failures } = row;
  const { paymentWay, approvalCode, rrn, bankName } = row;
  return {
    id,
    attempt,
    merchantId,
    state,
    gatewayOrderNumber,
    gatewayOrderId,
    paymentUrl: paymentUrlOf(order, row, now),
    status,
    actionCode,
    actionMeaning: actionCode === null ? null : explainActionCode(actionCode).reason,
    amount: Number(row.amountMinor),
    currency,
    sentAt,
    expiresAt,
    returnedAt,
    lastLookAt,
    nextLookAt: row.nextPollAt,
    phase,
    polls,
    failures,
    paymentWay,
    approvalCode,
    rrn,
    bankName,
    settles: order.settledBy === id,
    answer: kept ? redact(kept.answer) : null,
    answeredAt: latest(row.lastAnsweredAt, kept?.answeredAt ?? null),
    ...bankFigure({ ...row, answer: kept?.answer ?? null }),
  };
}

/** The version before writes only the second, and may run beside this one. */
const latest = (one: Date | null, other: Date | null): Date | null =>
  one !== null && other !== null && one < other ? other : (one ?? other);

export function caseView(row: CaseRow, comments: readonly FactComment[]): Record<string, unknown> {
  const { id, reason, registrationId, currency, assignee, openedAt, closedAt, closedBy, note } = row;
  return {
    id,
    reason,
    registrationId,
    amount: row.amountMinor === null ? null : Number(row.amountMinor),
    currency,
    detail: redact(row.detail),
    assignee,
    openedAt,
    closedAt,
    closedBy,
    note,
    comments: comments
      .filter(({ caseId }) => caseId === id)
      .map(({ caseId: _caseId, ...comment }) => comment),
  };
}

function mayOf(facts: OrderFacts, speaking: RegistrationRow): OrderMay {
  const { order, registrations, cases, deliveries, now } = facts;
  const isLive = ({ nextPollAt, state }: RegistrationRow) =>
    nextPollAt !== null && ['open', 'closed', 'orphan'].includes(state);
  return {
    ask: registrations.some(isLive) || speaking.state === 'closed',
    newPaymentLink: refusalOfNewPage(order, registrations, now) === null,
    resolve: endingsOf(facts),
    replay: deliveries.some(({ state }) => state === 'handed-over'),
    closeCase: cases.some(({ closedAt }) => closedAt === null),
  };
}
