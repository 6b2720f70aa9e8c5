import type { Actor } from '@app/operators';
import { AppError } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { announceCase, applyMove } from '../ruling/announce.js';
import { CasesRepository } from '../cases/cases.repository.js';
import { ClosePages } from './close-pages.js';
import { type LockedGroup, orderSubject } from '../ruling/locked-group.js';
import { OrdersRepository } from '../order/orders.repository.js';
import { RegistrationsRepository } from '../order/registrations.repository.js';
import { endingsOf, isOver, type ManualEnding, type Stuck } from './resolution.js';
import type { OrderRow, Registration, RegistrationRow } from '../order/rows.js';
import { rejection } from '../ruling/ruling.js';
import { WriteRulings } from '../writing/write-rulings.js';

export type Resolution = Readonly<{
  orderId: string;
  outcome: ManualEnding;
  reason: string;
  /** The number of the order, typed by the person who decides. */
  confirm: string;
}>;

type Held = Readonly<{ group: LockedGroup; order: OrderRow; registrations: readonly RegistrationRow[] }>;

/** What a shop is told; the operator's own words are for the case and the audit. */
const REJECTED = 'Rejected by hand: the bank has no page of this order that could be paid';
const DECLINED = 'Declined by hand: the bank has no page of this order that could still be paid';

/**
 * A person ends what nothing else will: closes the cases of an order, and may end one of which no money can come, as rejected or
 * declined and never as anything that means money. First the bank closes what it may still have of it; if its word then ends the
 * order, that is the end. The versions of the rows stay: what the bank is saying at this moment is no older for it, and money
 * that comes after all wins.
 */
@Injectable()
export class ResolveByHand {
  constructor(
    private readonly orders: OrdersRepository,
    private readonly registrations: RegistrationsRepository,
    private readonly cases: CasesRepository,
    private readonly write: WriteRulings,
    private readonly closePages: ClosePages,
  ) {}

  /** Throws ORDER_NOT_FOUND, NOT_RESOLVABLE, and INVALID_REQUEST where the number typed is another. */
  async execute(actor: Actor, resolution: Resolution): Promise<void> {
    const { orderId, outcome } = resolution;
    const pages = outcome === 'close' ? [] : await this.decide(actor, resolution);
    await this.closePages.execute(pages);
    await this.write.underLock([orderId], async (tx, group) => {
      const held = heldOf(group, orderId);
      const ids = new Set(pages.map(({ id }) => id));
      const areClosed = held.registrations.some(({ id, state }) => ids.has(id) && state === 'closed');
      const endedByBank = areClosed && isEnded(held.order);
      if (!endedByBank) refuseUnlessAllowed(held, resolution, isOver);
      await this.end(tx, held, { actor, resolution, endedByBank });
    });
  }

  /** Written down before the bank is asked for anything. Answers the pages that it may still have. */
  private async decide(actor: Actor, resolution: Resolution): Promise<readonly Registration[]> {
    const { orderId } = resolution;
    return this.write.underLock([orderId], async (tx, group) => {
      const held = heldOf(group, orderId);
      refuseUnlessAllowed(held, resolution);
      const pages = held.registrations.filter(mayBeAtBank);
      const detail = { registrations: pages.map(({ id }) => id) };
      if (pages.length > 0)
        await actor.audit(tx, { action: 'close-page', subject: orderSubject(orderId), detail });
      return pages.map((page) => ({ ...page }));
    });
  }

  private async end(
    tx: EntityManager,
    held: Held,
    {
      actor,
      resolution,
      endedByBank,
    }: Readonly<{ actor: Actor; resolution: Resolution; endedByBank: boolean }>,
  ): Promise<void> {
    const { group, order } = held;
    const { outcome, reason } = resolution;
    const from = order.state;
    if (outcome !== 'close' && !endedByBank) {
      this.move(held, outcome, actor);
      await this.giveUp(tx, held);
    }
    // What is open after the bank's own word is news that the person has not seen.
    const closed = endedByBank ? [] : await this.closeCases(tx, held, actor, reason);
    if (!endedByBank) await this.orders.writeMoved(tx, order, {}, group.now);
    await actor.audit(tx, {
      action: 'resolve',
      subject: orderSubject(order.id),
      detail: { outcome, reason, from, to: order.state, cases: closed, endedByBank },
    });
  }

  private move({ group, order, registrations }: Held, outcome: 'rejected' | 'declined', actor: Actor): void {
    const newest = registrations.toSorted((one, other) => other.attempt - one.attempt)[0]!;
    const step =
      outcome === 'rejected'
        ? rejection(order, REJECTED)
        : ({ to: 'declined', refusal: { reason: DECLINED } } as const);
    applyMove({ group, order, registration: newest, cause: actor.cause }, step);
  }

  /**
   * No page is called closed that the bank did not close: one that it does not know becomes an orphan, which is polled on, brings
   * money, and is closed at the bank as soon as it shows up. What the bank has in its place under our number is not ours to poll.
   */
  private async giveUp(tx: EntityManager, { registrations }: Held): Promise<void> {
    for (const { id, state, version } of registrations) {
      if (state === 'open') await this.registrations.update(tx, id, { state: 'orphan' });
      if (state === 'recovering')
        await this.registrations.update(tx, id, {
          state: 'refused',
          nextPollAt: null,
          hastenedBy: null,
          // What the bank is saying about the stranger at this moment is of no more use.
          version: version + 1,
        });
    }
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
}

const heldOf = (group: LockedGroup, orderId: string): Held => ({
  group,
  order: group.orders.get(orderId)!,
  registrations: group.registrations,
});

const isEnded = ({ state }: OrderRow): boolean => state !== 'created' && state !== 'registered';

const mayBeAtBank = ({ state, gatewayOrderId }: Registration): boolean =>
  (state === 'open' || state === 'orphan') && gatewayOrderId !== null;

function refuseUnlessAllowed(
  { group, order, registrations }: Held,
  { outcome, confirm }: Resolution,
  isEnough: (page: Registration, stuck: Stuck) => boolean = () => true,
): void {
  if (confirm !== order.orderNumber)
    throw new AppError('INVALID_REQUEST', 'The confirmation does not name the order', [
      { pointer: '/confirm', detail: 'is not the number of this order' },
    ]);
  const stuck = { order, registrations, cases: group.cases, now: group.now };
  const isAllowed = endingsOf(stuck).includes(outcome);
  if (outcome === 'close') {
    if (!isAllowed) throw notResolvable(`Order ${order.id} has no open case`);
    return;
  }
  const undecided = registrations.find((row) => !isOver(row, stuck));
  if (isAllowed && registrations.every((row) => isEnough(row, stuck))) return;
  throw notResolvable(
    undecided
      ? `The bank’s latest word about ${undecided.gatewayOrderNumber} is ${undecided.status ?? 'none'}: a page counts as over when it is closed, or absent in three polls over ten minutes after its lifetime`
      : `Order ${order.id} is ${order.state}: it cannot become ${outcome} by hand`,
  );
}

const notResolvable = (detail: string): AppError => new AppError('NOT_RESOLVABLE', detail);
