import type {
  AuditAction,
  BankStatus,
  OrderState,
  Phase,
  Reason,
  RegistrationState,
  Role,
} from '../../api/words.js';
import type { CauseWord, EventWord, FactWord, ReasonText } from '../vocabulary.js';

export const WORDS_EN = {
  reasons: {
    amount_mismatch: {
      name: 'Amount differs',
      means:
        'The bank names another amount, currency or number than we asked for, so the order is not called paid: compare both sides, then settle it with the shop and the bank.',
    },
    amounts_unknown: {
      name: 'Amounts not told',
      means:
        'The bank calls the order refunded without saying how much: look the sum up in the bank’s cabinet and close the case with it.',
    },
    bank_clock: {
      name: 'Bank’s clock is off',
      means:
        'The bank’s clock and ours differ by more than ten minutes; ours is used meanwhile: tell the bank, and check our own; the case closes by itself.',
    },
    contradictory_answer: {
      name: 'Contradictory answer',
      means:
        'The bank’s status and its amounts cannot both be true, so nothing was changed and the bank is asked again by itself: call the bank if it lasts.',
    },
    credentials_refused: {
      name: 'Login refused',
      means:
        'The bank does not accept this merchant’s login, so none of its orders can be asked about: have the password checked or renewed; the case closes by itself.',
    },
    disputed: {
      name: 'Disputed',
      means:
        'The payer has disputed the payment with his bank: collect the papers of the order and answer the bank in time.',
    },
    double_payment: {
      name: 'Paid twice',
      means:
        'Money came on a second page of an order that was already paid: give the second payment back in the bank’s cabinet.',
    },
    event_undelivered: {
      name: 'Event not taken',
      means:
        'A subscriber could not take an event after all its tries: have its owner mend it, then replay the event from the order’s page. Of a name that begins with tolem: the figures of the overview lack the event; tell the developers.',
    },
    foreign_operation: {
      name: 'Changed at the bank',
      means:
        'Somebody captured or refunded past Tolem, with another sum than we asked for: find out who did, and close the case if it was meant.',
    },
    gateway_unreachable: {
      name: 'Bank does not answer',
      means:
        'The bank’s gateway is down or refuses connections; nothing is lost, and looking goes on by itself: call the bank if it lasts.',
    },
    hold_expiring: {
      name: 'Hold runs out',
      means:
        'The bank will soon let go of money that is held but not captured: have the shop capture or release it now.',
    },
    impossible_move: {
      name: 'Impossible change',
      means:
        'The bank tells something that cannot follow from what it told before, so nothing was changed: ask it what happened, then resolve the order.',
    },
    internal_error: {
      name: 'Our own fault',
      means:
        'Tolem failed several times on this order; the bank’s word was not applied: tell the developers, with the number of the order.',
    },
    never_reached_bank: {
      name: 'Never reached the bank',
      means:
        'Registering got no answer for the whole lifetime and the bank knows no such order, so nobody can have paid: the shop may make a new payment link.',
    },
    open_after_lifetime: {
      name: 'Open past its lifetime',
      means:
        'The time to pay is over, yet the bank still calls the page open: ask the bank now; if it stays so, have it closed there.',
    },
    operation_unknown: {
      name: 'Operation without outcome',
      means:
        'We asked for a capture, release or refund and cannot see what came of it: look in the bank’s cabinet before anybody repeats it.',
    },
    paid_after_close: {
      name: 'Paid after the end',
      means:
        'Money came after the order was declined, expired or cancelled: it counts as paid, so deliver it, or give the money back.',
    },
    stranger_at_gateway: {
      name: 'Stranger under our number',
      means:
        'The bank has an order under our number that is not ours; we neither adopt nor close it: find out which system made it.',
    },
    subscriptions_differ: {
      name: 'Subscription configured differently',
      means:
        'Workers run with different files, so nothing about this subscription was changed: it goes on as before. Start all workers with the same file, and the case ends.',
    },
    undecided_too_long: {
      name: 'Undecided too long',
      means:
        'The bank has been working on the payment for hours without a decision: call the bank with its order id.',
    },
    unknown_at_gateway: {
      name: 'Bank does not know it',
      means:
        'The bank says that it has no such order, although it once took it: send the bank our number and its own order id.',
    },
    unknown_page_host: {
      name: 'Unknown payment page host',
      means:
        'The bank sends payers to a host that is not configured, so they are shown no page: if the bank confirms the host, add it to paymentPageHosts.',
    },
    unknown_status: {
      name: 'Answer not understood',
      means:
        'The bank’s answer is new to us or lacks something: read the raw answer below and ask the bank what it means.',
    },
    look_overdue: {
      name: 'Look overdue',
      means:
        'A look was due more than five minutes ago and has not been made: see whether the workers run and whether the bank is slow.',
    },
    operation_unresolved: {
      name: 'Operation under way',
      means: 'A capture, release or refund has had no outcome for ten minutes: ask the bank now.',
    },
    without_next_look: {
      name: 'Nobody is looking',
      means:
        'The order is open and no look is planned, which must never happen: ask the bank now and tell the developers.',
    },
  } satisfies Record<Reason, ReasonText>,
  severities: { money: 'money at risk', waits: 'someone waits' },
  states: {
    created: 'created',
    registered: 'registered',
    authorized: 'authorized',
    paid: 'paid',
    partially_refunded: 'partly refunded',
    refunded: 'refunded',
    released: 'released',
    declined: 'declined',
    expired: 'expired',
    cancelled: 'cancelled',
    rejected: 'rejected',
  } satisfies Record<OrderState, string>,
  statuses: {
    open: 'open: waiting for the payer',
    held: 'held: money is reserved',
    charged: 'charged: money was taken',
    reversed: 'reversed: the payment was taken back',
    refunded: 'refunded',
    authenticating: 'payer is confirming (3-D Secure)',
    closed: 'closed: cannot be paid any more',
    pending: 'pending: not decided yet',
    capturing: 'being captured',
    absent: 'knows no such order',
    unknown: 'answer not understood',
  } satisfies Record<BankStatus, string>,
  registrationStates: {
    sending: 'being sent',
    recovering: 'answer lost, being looked up',
    open: 'open',
    closed: 'closed',
    orphan: 'page lost',
    refused: 'refused by the bank',
  } satisfies Record<RegistrationState, string>,
  phases: {
    recovering: 'finding out what became of registering',
    returned: 'just after the payer’s return or a callback',
    quiet: 'waiting for the payer',
    overtime: 'lifetime is over',
    undecided: 'bank is deciding',
    operation: 'operation under way',
    authorized: 'money is held',
    aftercare: 'aftercare',
  } satisfies Record<Phase, string>,
  causes: {
    return: 'the payer came back',
    callback: 'the bank’s callback',
    schedule: 'a planned look',
    shop: 'the shop',
    recovery: 'recovery after a lost answer',
    tolem: 'Tolem itself',
    operator: (name: string) => `operator ${name}`,
  } satisfies Record<CauseWord, string> & { operator: (name: string) => string },
  events: {
    'order.registered': 'Registered at the bank',
    'order.rejected': 'Rejected',
    'order.authorized': 'Money held',
    'order.paid': 'Paid',
    'order.attempt_failed': 'An attempt failed',
    'order.declined': 'Declined',
    'order.expired': 'Expired',
    'order.cancelled': 'Cancelled',
    'order.released': 'Payment released',
    'order.refunded': 'Refunded',
    'order.disputed': 'Disputed',
    'case.opened': 'Case opened',
    'case.closed': 'Case closed',
    registered: 'Sent to the bank to be registered',
    returned: 'The payer came back',
    callback: 'Callback of the bank',
    answer: 'The bank’s answer changed',
    comment: 'Comment',
  } satisfies Record<EventWord, string>,
  /** By operation, as it went: status 1 or 0. */
  callbacks: {
    approved: { done: 'money is held', failed: 'an attempt to pay failed' },
    deposited: { done: 'money was taken', failed: 'an attempt to pay failed' },
    reversed: { done: 'the payment was taken back', failed: 'the payment could not be taken back' },
    refunded: { done: 'money was given back', failed: 'money could not be given back' },
    declinedByTimeout: {
      done: 'the time to pay is over',
      failed: 'the page could not be closed after its time',
    },
    declinedCardPresent: {
      done: 'a card at a terminal was declined',
      failed: 'a card at a terminal could not be declined',
    },
    declinedCardpresent: {
      done: 'a card at a terminal was declined',
      failed: 'a card at a terminal could not be declined',
    },
    bindingCreated: { done: 'a card was saved', failed: 'a card could not be saved' },
    bindingActivityChanged: {
      done: 'a saved card was turned on or off',
      failed: 'a saved card could not be turned on or off',
    },
    created: { done: 'the order was made at the bank', failed: 'the order could not be made at the bank' },
    subscriptionCreated: { done: 'a subscription was made', failed: 'a subscription could not be made' },
  },
  callbackOf: (operation: string, status: string) => `${operation}, status ${status}`,
  actions: {
    'sign-in': 'signed in',
    'sign-out': 'signed out',
    'ask-bank': 'asked the bank',
    'bulk-ask': 'asked the bank about many',
    comment: 'commented',
    assign: 'assigned',
    'close-case': 'closed a case',
    'close-page': 'had the bank close the page',
    resolve: 'resolved by hand',
    'new-payment-link': 'made a payment link',
    'replay-event': 'replayed an event',
    'set-operator': 'set up an operator',
    'disable-operator': 'disabled an operator',
  } satisfies Record<AuditAction, string>,
  facts: {
    state: 'State',
    amount: 'Amount',
    currency: 'Currency',
    captured: 'Captured',
    refunded: 'Refunded',
    orderNumber: 'Number at the bank',
  } satisfies Record<FactWord, string>,
  roles: { viewer: 'viewer', operator: 'operator', admin: 'administrator' } satisfies Record<Role, string>,
};
