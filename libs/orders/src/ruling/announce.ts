import { invariant } from '@app/kernel';
import type { EventType } from '@app/subscriber';
import { caseEventData, orderEventData } from './event-data.js';
import { type LockedGroup, orderSubject } from './locked-group.js';
import { ORDER_STATES } from '../order/order-state.js';
import type { CaseRow, OrderRow, RegistrationRow } from '../order/rows.js';
import type { Move } from './ruling.js';

/** An order under lock, and why it is written. */
export type Announced = Readonly<{ group: LockedGroup; order: OrderRow; cause: string }>;

/** The order moves, and the fact is put down for the log with the order's next number. */
export function applyMove(about: Announced & Readonly<{ registration: RegistrationRow }>, step: Move): void {
  const { order, registration, group, cause } = about;
  if (step.to) {
    invariant(
      ORDER_STATES[order.state].to.includes(step.to),
      `an order goes from ${order.state} to ${step.to}`,
    );
    order.state = step.to;
  }
  if (step.capturedMinor !== undefined) order.capturedMinor = step.capturedMinor;
  if (step.refundedMinor !== undefined) order.refundedMinor = step.refundedMinor;
  const type = step.event ?? (step.to ? ORDER_STATES[step.to].event : null);
  if (!type) return;
  const data = orderEventData(type, order, registration, step, { cause, now: group.now });
  announce(about, type, data, registration.polls);
}

export function announceCase(about: Announced, type: EventType, row: CaseRow): void {
  announce(about, type, caseEventData(row, { cause: about.cause, now: about.group.now }));
}

function announce(
  { order, group, cause }: Announced,
  type: EventType,
  data: Record<string, unknown>,
  polls?: number,
): void {
  order.lastSeq += 1;
  group.events.push({
    subject: orderSubject(order.id),
    seq: order.lastSeq,
    type,
    shopId: order.shopId,
    orderId: order.id,
    data,
    cause,
    occurredAt: group.now,
    ...(polls !== undefined && { polls }),
  });
}
