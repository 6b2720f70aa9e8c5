import type { Role } from './words.js';

/** What /ops/api answers. Instants are ISO texts, amounts integer minor units beside the letters of their currency. */
export type Session = Readonly<{ name: string; role: Role; csrf: string }>;

export type Operators = Readonly<{
  items: readonly Readonly<{ name: string; role: Role; disabled: boolean; lastSeenAt: string | null }>[];
}>;

export type Severity = 'money' | 'waits' | 'housekeeping';

export type StuckRow = Readonly<{
  caseId: string | null;
  reason: string;
  severity: Severity;
  since: string;
  subject: string;
  orderId: string | null;
  orderNumber: string | null;
  shopId: string | null;
  merchantId: string | null;
  amount: number | null;
  currency: string | null;
  state: string | null;
  status: string | null;
  answeredAt: string | null;
  lastLookAt: string | null;
  nextLookAt: string | null;
  tries: number | null;
  failures: number | null;
  assignee: string | null;
  registrationId: string | null;
  gatewayOrderNumber: string | null;
  gatewayOrderId: string | null;
  rrn: string | null;
  approvalCode: string | null;
  bankAmount: number | null;
  bankCurrency: string | null;
}>;

export type StuckPage = Readonly<{
  items: readonly StuckRow[];
  total: number;
  offset: number;
  limit: number;
  facets: Readonly<{
    reasons: readonly Readonly<{ reason: string; count: number }>[];
    shops: readonly Readonly<{ shopId: string | null; count: number }>[];
    merchants: readonly Readonly<{ merchantId: string | null; count: number }>[];
    assignees: readonly Readonly<{ assignee: string | null; count: number }>[];
  }>;
}>;

/** What to ask about: what a filter matches, or these rows. */
export type AskWhat = Readonly<{ filter: Readonly<Record<string, string | string[]>> } | { ids: string[] }>;

export type AskPlan = Readonly<{
  matching: number;
  orders: number;
  registrations: number;
  merchants: readonly Readonly<{
    merchantId: string;
    registrations: number;
    callsPerSecond: number | null;
    seconds: number | null;
  }>[];
}>;

export type AskProgress = Readonly<{
  id: string;
  askedBy: string;
  askedAt: string;
  registrations: number;
  asked: number;
  settled: number;
}>;

export type OrderRow = Readonly<{
  id: string;
  orderNumber: string;
  shopId: string;
  state: string;
  amount: number;
  currency: string;
  captured: number;
  refunded: number;
  createdAt: string;
  updatedAt: string;
  stuck: boolean;
}>;

export type OrderList = Readonly<{ items: readonly OrderRow[]; nextCursor: string | null }>;

type Json = Readonly<Record<string, unknown>>;

export type Registration = Readonly<{
  id: string;
  attempt: number;
  merchantId: string;
  state: string;
  gatewayOrderNumber: string;
  gatewayOrderId: string | null;
  paymentUrl: string | null;
  status: string | null;
  actionCode: number | null;
  actionMeaning: string | null;
  amount: number;
  currency: string;
  sentAt: string;
  expiresAt: string | null;
  returnedAt: string | null;
  lastLookAt: string | null;
  nextLookAt: string | null;
  phase: string;
  polls: number;
  failures: number;
  paymentWay: string | null;
  approvalCode: string | null;
  rrn: string | null;
  bankName: string | null;
  settles: boolean;
  answer: Json | null;
  /** The last answer, whether it told anything new or not. */
  answeredAt: string | null;
  bankAmount: number | null;
  bankCurrency: string | null;
}>;

export type Case = Readonly<{
  id: string;
  reason: string;
  registrationId: string | null;
  amount: number | null;
  currency: string | null;
  detail: Json;
  assignee: string | null;
  openedAt: string;
  closedAt: string | null;
  closedBy: string | null;
  note: string | null;
  comments: readonly Readonly<{ id: string; by: string; at: string; text: string }>[];
}>;

export type OrderEvent = Readonly<{
  eventId: string;
  seq: number;
  type: string;
  cause: string;
  occurredAt: string;
  data: Json;
}>;

export type TimelineEntry = Readonly<{
  at: string;
  kind: 'registered' | 'returned' | 'callback' | 'event' | 'case' | 'operator' | 'comment' | 'answer';
  title: string;
  cause: string | null;
  eventId: string | null;
  registrationId: string | null;
  detail: Json | null;
}>;

export type Resolution = 'close' | 'rejected' | 'declined';

export type OrderPage = Readonly<{
  order: Readonly<{
    id: string;
    orderNumber: string;
    shopId: string;
    shopName: string | null;
    state: string;
    amount: number;
    currency: string;
    mode: string;
    captured: number;
    refunded: number;
    description: string | null;
    language: string;
    metadata: Json;
    createdAt: string;
    updatedAt: string;
    expiresAt: string | null;
    disputedAt: string | null;
  }>;
  registrations: readonly Registration[];
  /** The id of the one of whose answer `differences` tells. */
  speaking: string;
  cases: readonly Case[];
  events: readonly OrderEvent[];
  deliveries: readonly Readonly<{
    eventId: string;
    subscription: string;
    state: 'handed-over' | 'waiting';
  }>[];
  timeline: readonly TimelineEntry[];
  /** Every fact that was compared, whether it differs or not; none while the bank has said nothing. */
  differences: readonly Readonly<{
    what: string;
    ours: string | number | null;
    bank: string | number | null;
    differs: boolean;
  }>[];
  may: Readonly<{
    ask: boolean;
    newPaymentLink: boolean;
    resolve: readonly Resolution[];
    replay: boolean;
    closeCase: boolean;
  }>;
}>;

export type Amounts = readonly Readonly<{ currency: string; amount: number }>[];
type StuckFigures = Readonly<{
  total: number;
  amounts: Amounts;
  byReason: readonly Readonly<{
    reason: string;
    severity: Severity;
    count: number;
    oldestSince: string;
    amounts: Amounts;
  }>[];
}>;
export type HourOfStates = Readonly<{ hour: string; counts: Readonly<Record<string, number>> }>;
export type GatewayHealth = Readonly<{
  merchantId: string;
  trouble: string | null;
  since: string | null;
  why: string | null;
  calls: number;
  failures: number;
  meanMs: number | null;
  maxMs: number | null;
  waiting: number | null;
  nextAt: string | null;
}>;
export type UnverifiedCallbacks = Readonly<{
  merchantId: string;
  reason: string;
  lastHour: number;
  lastDay: number;
  lastAt: string;
  sample: Readonly<{ orderNumber?: string; mdOrder?: string; operation?: string }>;
}>;
type JobCounts = Readonly<{
  queue: string;
  waiting: number;
  active: number;
  delayed: number;
  failed: number;
}>;
type SubscriptionHealth = Readonly<{
  name: string;
  kind: 'queue' | 'internal';
  lag: number;
  oldestAt: string | null;
  leased: boolean;
  waiting: number | null;
  failed: number | null;
}>;

/** What is null could not be read just now; null `pollsPerSettledOrder` may also mean that nothing was settled. */
export type Overview = Readonly<{
  now: string;
  stuck: StuckFigures | null;
  states: readonly HourOfStates[] | null;
  detection: Readonly<{ p50Seconds: number | null; p95Seconds: number | null; count: number }> | null;
  pollsPerSettledOrder: number | null;
  gateways: readonly GatewayHealth[] | null;
  jobs: readonly JobCounts[] | null;
  subscriptions: readonly SubscriptionHealth[] | null;
  unverifiedCallbacks: readonly UnverifiedCallbacks[] | null;
}>;

/** The line at the top: what is wrong now, the worst first. */
export type Band = Readonly<{
  now: string;
  level: 'red' | 'amber' | 'green';
  alarms: readonly (Readonly<{ level: 'red' | 'amber'; since: string | null }> &
    (
      | Readonly<{
          kind: 'gateway';
          merchantId: string;
          trouble: string;
          waiting: number;
          nextAt: string | null;
        }>
      | Readonly<{ kind: 'workers'; alive: number; silent: number }>
      | Readonly<{ kind: 'overdue'; count: number }>
      | Readonly<{ kind: 'subscription'; name: string }>
      | Readonly<{ kind: 'stuck'; severity: Severity; count: number; amounts: Amounts }>
      | Readonly<{ kind: 'unreadable'; part: string }>
    ))[];
  workers: number | null;
  stuck: Readonly<{ total: number; amounts: Amounts }> | null;
}>;

export type AuditPage = Readonly<{
  items: readonly Readonly<{
    id: string;
    at: string;
    operator: string | null;
    action: string;
    subject: string | null;
    detail: Json | null;
  }>[];
  nextBefore: string | null;
}>;
