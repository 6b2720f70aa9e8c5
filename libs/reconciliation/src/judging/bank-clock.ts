import type { Outcome, StatusAnswer } from '@app/gateway';
import type { Finding, Registration } from '@app/orders';
import { isClockBelievable } from './facts.js';

const MINUTE_MS = 60_000;

type Asked = Readonly<{ registration: Registration; outcome: Outcome<StatusAnswer> }>;
type FirstHeard = Readonly<{ registration: Registration; registeredAt: Date }>;

/**
 * The bank's clock, by its time of registering the newest of these pages. One that cannot be believed makes no lifetime wrong
 * (facts.ts), but a person should know. `right`: it agrees with ours; null: none of the answers tells.
 */
export function judgeClock(asked: readonly Asked[]): Finding | 'right' | null {
  const newest = asked
    .flatMap(firstHeard)
    .toSorted((one, other) => one.registration.sentAt.getTime() - other.registration.sentAt.getTime())
    .at(-1);
  if (!newest) return null;
  const { registration, registeredAt } = newest;
  if (isClockBelievable(registration, registeredAt)) return 'right';
  const aheadMs = registeredAt.getTime() - (registration.lastSentAt ?? registration.sentAt).getTime();
  const minutes = Math.round(Math.abs(aheadMs) / MINUTE_MS);
  return {
    reason: 'bank_clock',
    detail: aheadMs > 0 ? { aheadMinutes: minutes } : { behindMinutes: minutes },
  };
}

/** Each page tells of the clock once: however often it is asked about, it keeps the time that it was given then. */
function firstHeard({ registration, outcome }: Asked): FirstHeard[] {
  if (registration.bankRegisteredAt !== null || outcome.kind !== 'answered') return [];
  const { orderNumber, registeredAt, echo, gatewayOrderId } = outcome.answer;
  const isAnothers =
    orderNumber !== registration.gatewayOrderNumber ||
    (echo.tolemRegistration ?? registration.id) !== registration.id ||
    (registration.gatewayOrderId !== null &&
      (gatewayOrderId ?? registration.gatewayOrderId) !== registration.gatewayOrderId);
  if (isAnothers || registeredAt === null) return [];
  return [{ registration, registeredAt }];
}
