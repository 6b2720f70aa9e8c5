/**
 * What an order of the seed can be. `events`: type, state after it, captured and refunded as shares of the amount, and the
 * stage of the order's life that it belongs to: 0 registering, 1 an attempt, 2 the outcome, 3 a day later, 4 the case.
 */
const registered = ['order.registered', 'registered', 0, 0, 0];
const attemptFailed = ['order.attempt_failed', 'registered', 0, 0, 1];
const authorized = ['order.authorized', 'authorized', 0, 0, 2];
const paid = ['order.paid', 'paid', 1, 0, 2];
const refunded = ['order.refunded', 'refunded', 1, 1, 3];
const halfRefunded = ['order.refunded', 'partially_refunded', 1, 0.5, 3];
const released = ['order.released', 'released', 0, 0, 3];
const ended = (state) => [`order.${state}`, state, 0, 0, 2];

const CLOSED = { page: 'closed', phase: 'aftercare', next: 'aftercare', polls: 5 };
const OPEN = { page: 'open', next: 'soon', polls: 12 };

/** Of a hundred orders so many are of each kind. */
const USUAL = [
  [74, { ...CLOSED, state: 'paid', status: 'charged', events: [registered, paid] }],
  [7, { ...CLOSED, state: 'paid', status: 'charged', events: [registered, attemptFailed, paid] }],
  [2, { ...CLOSED, state: 'refunded', status: 'refunded', events: [registered, paid, refunded] }],
  [
    1,
    { ...CLOSED, state: 'partially_refunded', status: 'refunded', events: [registered, paid, halfRefunded] },
  ],
  [
    1,
    {
      ...CLOSED,
      mode: 'hold',
      state: 'released',
      status: 'reversed',
      events: [registered, authorized, released],
    },
  ],
  [7, { ...CLOSED, state: 'declined', status: 'closed', code: 116, events: [registered, ended('declined')] }],
  [6, { ...CLOSED, state: 'expired', status: 'closed', code: -2007, events: [registered, ended('expired')] }],
  [1, { ...CLOSED, state: 'cancelled', status: 'closed', events: [registered, ended('cancelled')] }],
  [
    1,
    {
      page: 'refused',
      phase: 'recovering',
      next: 'never',
      polls: 1,
      state: 'rejected',
      status: null,
      events: [ended('rejected')],
    },
  ],
];

/** The newest orders: their payers are at it now. */
const UNDER_WAY = {
  page: 'open',
  phase: 'quiet',
  next: 'soon',
  polls: 4,
  state: 'registered',
  status: 'open',
  events: [registered],
};
/** A look that is overdue, as when workers are too few. */
const OVERDUE = { ...UNDER_WAY, next: 'overdue' };

const PAID = { ...CLOSED, next: 'daily', state: 'paid', status: 'charged', events: [registered, paid] };
const WAITING = { ...OPEN, next: 'daily', phase: 'quiet', state: 'registered', events: [registered] };
const HELD = {
  ...OPEN,
  next: 'daily',
  mode: 'hold',
  phase: 'authorized',
  state: 'authorized',
  status: 'held',
  events: [registered, authorized],
};

/** One kind for each reason of a case about an order. */
const CASES = {
  unknown_at_gateway: { ...WAITING, status: 'absent' },
  amount_mismatch: { ...WAITING, page: 'closed', phase: 'aftercare', status: 'charged' },
  amounts_unknown: { ...WAITING, page: 'closed', phase: 'aftercare', status: 'refunded' },
  unknown_status: { ...WAITING, status: 'unknown' },
  undecided_too_long: { ...WAITING, phase: 'undecided', next: 'soon', status: 'pending' },
  open_after_lifetime: { ...WAITING, phase: 'overtime', status: 'open' },
  hold_expiring: HELD,
  double_payment: PAID,
  paid_after_close: { ...PAID, events: [registered, ['order.expired', 'expired', 0, 0, 1], paid] },
  foreign_operation: { ...PAID, mode: 'hold', events: [registered, authorized, paid] },
  operation_unknown: { ...PAID, phase: 'operation', next: 'soon', operation: true },
  stranger_at_gateway: {
    ...OPEN,
    page: 'recovering',
    phase: 'recovering',
    state: 'created',
    status: null,
    events: [],
  },
  never_reached_bank: {
    page: 'refused',
    phase: 'recovering',
    next: 'daily',
    polls: 20,
    state: 'rejected',
    status: 'absent',
    events: [ended('rejected')],
  },
  disputed: { ...PAID, disputed: true },
  impossible_move: { ...PAID, status: 'open' },
  contradictory_answer: { ...PAID, status: 'charged' },
  internal_error: { ...WAITING, status: 'open' },
};

const complete = (kind) => ({ mode: 'charge', code: 0, operation: false, disputed: false, ...kind });

/** Every kind with its number; `usual` is a hundred of them, in the shares above. */
export const KINDS = [
  ...USUAL.map(([, kind]) => complete(kind)),
  complete(UNDER_WAY),
  complete(OVERDUE),
  ...Object.entries(CASES).map(([reason, kind]) =>
    complete({ ...kind, reason, events: [...kind.events, ['case.opened', kind.state, 0, 0, 4]] }),
  ),
].map((kind, id) => ({ id, reason: null, ...kind }));
export const USUAL_IDS = USUAL.flatMap(([share], id) => Array(share).fill(id));
export const UNDER_WAY_ID = USUAL.length;
export const OVERDUE_ID = USUAL.length + 1;
export const CASE_IDS = KINDS.filter(({ reason }) => reason !== null).map(({ id }) => id);
