import type { Actor } from '@app/database';
import { AppError } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { announceCase, takeStep } from './announce.js';
import { CasesRepository } from './cases.repository.js';
import { type LockedGroup, orderSubject } from './locked-group.js';
import { OrdersRepository } from './orders.repository.js';
import { RegistrationsRepository } from './registrations.repository.js';
import { bankSaysNo, type Outcome, outcomesOf, watchingEnds } from './resolution.js';
import type { OrderRow, RegistrationRow } from './rows.js';
import { rejection } from './ruling.js';
import { WriteOutcomes } from './write-outcomes.js';

export type Resolution = Readonly<{
  orderId: string;
  outcome: Outcome;
  reason: string;
  /** The number of the order, typed by whoever decides. */
  confirm: string;
}>;

type Held = Readonly<{ group: LockedGroup; order: OrderRow; registrations: readonly RegistrationRow[] }>;

/** What a shop is told; the operator's own words are for the case and the audit. */
const REJECTED = 'Rejected by hand: the bank has no page of this order that could be paid';
const DECLINED = 'Declined by hand: the bank has no page of this order that could still be paid';

/**
 * A person ends what nothing else will. He closes the cases of an order; he may end one that the bank says cannot be paid, as
 * rejected or declined, and never as anything that means money. The versions of the rows stay: what the bank is saying at this
 * moment is no older for it, and money that comes after all wins.
 */
@Injectable()
export class ResolveByHand {
  constructor(
    private readonly orders: OrdersRepository,
    private readonly registrations: RegistrationsRepository,
    private readonly cases: CasesRepository,
    private readonly write: WriteOutcomes,
  ) {}

  /** Throws ORDER_NOT_FOUND, NOT_RESOLVABLE, and INVALID_REQUEST where the number typed is another. */
  async execute(actor: Actor, resolution: Resolution): Promise<void> {
    const { orderId, outcome, reason } = resolution;
    await this.write.underLock([orderId], async (tx, group) => {
      const order = group.orders.get(orderId)!;
      const { registrations } = group;
      refuseUnlessAllowed({ group, order, registrations }, resolution);
      const from = order.state;
      if (outcome !== 'close') this.move({ group, order, registrations }, outcome, actor);
      const closed = await this.closeCases(tx, { group, order, registrations }, actor, reason);
      const unwatched = await this.endWatching(tx, order, registrations);
      await this.orders.writeMoved(tx, order, {}, group.now);
      await actor.note(tx, {
        action: 'resolve',
        subject: orderSubject(orderId),
        detail: { outcome, reason, from, to: order.state, cases: closed, unwatched },
      });
    });
  }

  private move({ group, order, registrations }: Held, outcome: 'rejected' | 'declined', actor: Actor): void {
    const newest = registrations.toSorted((one, other) => other.attempt - one.attempt)[0]!;
    const step =
      outcome === 'rejected'
        ? rejection(order, REJECTED)
        : ({ to: 'declined', refusal: { reason: DECLINED } } as const);
    takeStep({ group, order, registration: newest, cause: actor.cause }, step);
  }

  private async closeCases(
    tx: EntityManager,
    { group, order }: Held,
    actor: Actor,
    reason: string,
  ): Promise<string[]> {
    const open = group.cases.filter(({ closedBy }) => closedBy === null);
    for (const row of open) {
      await this.cases.closeIfOpen(tx, row.id, { by: actor.cause, at: group.now, note: reason });
      announceCase({ group, order, cause: actor.cause }, 'case.closed', row);
    }
    return open.map(({ id }) => id);
  }

  /** Where the bank says more than no, or the order is still open, the look that stands stays. */
  private async endWatching(
    tx: EntityManager,
    order: OrderRow,
    registrations: readonly RegistrationRow[],
  ): Promise<number> {
    // What the bank itself has closed is looked after as ever: refunds, disputes and late money may come.
    const watched = registrations.filter(
      (row) => row.nextPollAt !== null && row.state !== 'closed' && watchingEnds(order.state, row),
    );
    for (const row of watched) {
      const state = row.state === 'refused' ? row.state : 'closed';
      await this.registrations.update(tx, row.id, { state, nextPollAt: null, hastenedBy: null });
    }
    return watched.length;
  }
}

function refuseUnlessAllowed({ group, order, registrations }: Held, { outcome, confirm }: Resolution): void {
  if (confirm !== order.orderNumber)
    throw new AppError('INVALID_REQUEST', 'The confirmation does not name the order', [
      { pointer: '/confirm', detail: 'is not the number of this order' },
    ]);
  if (outcomesOf({ order, registrations, cases: group.cases }).includes(outcome)) return;
  if (outcome === 'close') throw notResolvable(`Order ${order.id} has no open case`);
  const undecided = registrations.find((row) => !bankSaysNo(row));
  throw notResolvable(
    undecided
      ? `The bank’s latest word about ${undecided.gatewayOrderNumber} is ${undecided.status ?? 'none'}: only a page that is closed or absent cannot be paid`
      : `Order ${order.id} is ${order.state}: it cannot become ${outcome} by hand`,
  );
}

const notResolvable = (detail: string): AppError => new AppError('NOT_RESOLVABLE', detail);
