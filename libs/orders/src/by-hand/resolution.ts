import type { OrderState } from '../order/order-state.js';
import type { CaseRow, Order, Registration } from '../order/rows.js';

/** How a person may end what is stuck: by closing its cases, and where nothing can come any more, by the end of the order. */
export const MANUAL_ENDINGS = ['close', 'rejected', 'declined'] as const;
export type ManualEnding = (typeof MANUAL_ENDINGS)[number];

/** From where each leads. No ending leads to money: that is the bank's word alone. */
const FROM: Readonly<Record<Exclude<ManualEnding, 'close'>, OrderState>> = {
  rejected: 'created',
  declined: 'registered',
};

/** A bank that does not know a page may only have lost sight of it: it has to say so so often, and for so long. */
const ABSENCES_THAT_COUNT = 3;
const ABSENT_FOR_MS = 10 * 60_000;

export type Stuck = Readonly<{
  order: Pick<Order, 'state' | 'settledBy'>;
  registrations: readonly Registration[];
  cases: readonly Pick<CaseRow, 'reason' | 'registrationId' | 'detail' | 'closedBy'>[];
  now: Date;
}>;

/** What a person may choose, by the rows alone. A page that is only open is closed at the bank before the order is ended. */
export function endingsOf(stuck: Stuck): ManualEnding[] {
  const { order, registrations, cases } = stuck;
  const hasCase = cases.some(({ closedBy }) => closedBy === null);
  const nothingCanCome =
    order.settledBy === null &&
    registrations.length > 0 &&
    registrations.every((page) => isOver(page, stuck) || mayBeClosed(page, stuck));
  return MANUAL_ENDINGS.filter((ending) =>
    ending === 'close' ? hasCase : nothingCanCome && order.state === FROM[ending],
  );
}

/**
 * No money can come of this page. The bank has closed it or refused to make it, has not known it since its lifetime is over, or
 * has something else under our number. While it is being sent, or a movement of money is unresolved, no word is the last.
 */
export function isOver(page: Registration, { cases, now }: Pick<Stuck, 'cases' | 'now'>): boolean {
  const { state, status, unresolvedOperation } = page;
  if (state === 'sending' || unresolvedOperation !== null || hasMoney(page)) return false;
  if (state === 'refused' || status === 'closed') return true;
  if (page.expiresAt > now) return false;
  return state === 'recovering' ? isStrangers(page, cases) : status === 'absent' && isAbsenceBelievable(page);
}

/** Taken or held when the bank last told of it, and not given back since. */
const hasMoney = ({ approvedMinor, depositedMinor }: Registration): boolean =>
  (approvedMinor ?? 0n) > 0n || (depositedMinor ?? 0n) > 0n;

/** Open at the bank after its lifetime, with no money on it: decline.do can end it. */
export const mayBeClosed = (page: Registration, { now }: Pick<Stuck, 'now'>): boolean =>
  (page.state === 'open' || page.state === 'orphan') &&
  page.status === 'open' &&
  page.unresolvedOperation === null &&
  page.gatewayOrderId !== null &&
  page.expiresAt <= now &&
  !hasMoney(page);

/** From the first of these answers to the last, which came after the lifetime: a poll that had none tells nothing. */
function isAbsenceBelievable({ absences, statusSince, lastAnsweredAt, expiresAt }: Registration): boolean {
  if (lastAnsweredAt === null || lastAnsweredAt < expiresAt) return false;
  const forMs = statusSince ? lastAnsweredAt.getTime() - statusSince.getTime() : 0;
  return absences >= ABSENCES_THAT_COUNT && forMs >= ABSENT_FOR_MS;
}

/** By its own echo, or all that was paid there is with the payer again: its case says which. */
const isStrangers = ({ id }: Registration, cases: Stuck['cases']): boolean =>
  cases.some(
    ({ reason, registrationId, detail }) =>
      reason === 'stranger_at_gateway' && registrationId === id && (detail.isProven || detail.isGivenBack),
  );
