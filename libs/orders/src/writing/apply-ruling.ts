import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { announceCase, applyMove } from '../ruling/announce.js';
import { CasesRepository, CLOSED_BY_ITSELF } from '../cases/cases.repository.js';
import { type LockedGroup, orderSubject } from '../ruling/locked-group.js';
import { OrdersRepository } from '../order/orders.repository.js';
import { RegistrationsRepository } from '../order/registrations.repository.js';
import type { OrderRow, RegistrationRow } from '../order/rows.js';
import { isHastenedSince, type Observation, type Ruling } from '../ruling/ruling.js';
import { casesThatEnd, isAbout } from '../cases/standing-cases.js';

type Work = Readonly<{
  group: LockedGroup;
  order: OrderRow;
  registration: RegistrationRow;
  siblings: readonly RegistrationRow[];
  learnt: Observation;
  ruling: Ruling;
}>;

/** Writes one ruling: registration, order, cases, and what is to be announced. Decides nothing. */
@Injectable()
export class ApplyRuling {
  constructor(
    private readonly orders: OrdersRepository,
    private readonly registrations: RegistrationsRepository,
    private readonly cases: CasesRepository,
  ) {}

  async execute(tx: EntityManager, work: Work): Promise<void> {
    await this.writeRegistration(tx, work);
    const moved = { ...work, cause: work.learnt.cause };
    for (const step of work.ruling.moves) applyMove(moved, step);
    await this.writeCases(tx, work);
    await this.writeOrder(tx, work);
    if (work.ruling.settles) await this.makeOthersDue(tx, work);
    // Last: the index that forbids two live rows must see the old one gone.
    if (work.ruling.successor) await this.registrations.insert(tx, work.ruling.successor);
  }

  private async writeRegistration(tx: EntityManager, work: Work): Promise<void> {
    const { registration, ruling, group, learnt } = work;
    const changes: Partial<RegistrationRow> = {
      ...ruling.registration,
      ...nextPoll(work),
      phase: ruling.nextPoll.phase,
      step: ruling.nextPoll.step,
      anchoredAt: ruling.nextPoll.anchoredAt,
      version: registration.version + 1,
      polls: registration.polls + (ruling.answer ? 1 : 0),
      failures: 0,
      // A page that is still to be closed at the bank may be what goes wrong.
      faults: ruling.closeAtGateway ? registration.faults : 0,
      failingSince: null,
      ...(ruling.answer && { lastLookAt: group.now, lastAnsweredAt: group.now }),
    };
    await this.registrations.update(tx, registration.id, changes);
    Object.assign(registration, changes);
    if (ruling.answer)
      await this.registrations.keepAnswer(tx, learnt.registration.id, ruling.answer, group.now);
  }

  private async writeOrder(tx: EntityManager, { order, ruling, group }: Work): Promise<void> {
    const announced = group.events.some((event) => event.orderId === order.id);
    if (!announced && Object.keys(ruling.order).length === 0 && ruling.moves.length === 0) return;
    await this.orders.writeMoved(tx, order, ruling.order, group.now);
  }

  private async writeCases(tx: EntityManager, work: Work): Promise<void> {
    const { order, registration, ruling, group } = work;
    const about = { subject: orderSubject(order.id), order, registration };
    const announced = { group, order, cause: work.learnt.cause };
    const ofOrder = () => group.cases.filter((row) => row.orderId === order.id);
    for (const finding of ruling.findings) {
      const open = ofOrder().find((row) => row.closedBy === null && isAbout(row, registration.id, finding));
      if (open) {
        await this.cases.renewIfOpen(tx, open, order, finding);
        continue;
      }
      const opened = await this.cases.openIfNews(tx, about, finding, group.now);
      if (!opened) continue;
      group.cases.push(opened);
      announceCase(announced, 'case.opened', opened);
    }
    for (const row of casesThatEnd(ofOrder(), registration.id, ruling)) {
      await this.cases.closeIfOpen(tx, row.id, { by: CLOSED_BY_ITSELF, at: group.now });
      group.cases.splice(group.cases.indexOf(row), 1);
      announceCase(announced, 'case.closed', row);
    }
  }

  private async makeOthersDue(tx: EntityManager, { siblings, registration, group }: Work): Promise<void> {
    const payable = siblings.filter(
      (row) => row.id !== registration.id && ['recovering', 'open', 'orphan'].includes(row.state),
    );
    for (const row of payable) await this.registrations.update(tx, row.id, { nextPollAt: group.now });
  }
}

/** A reason to poll that came meanwhile wants an answer younger than ours, when it said so; a page nobody has is asked about no more. */
function nextPoll({ registration, ruling, learnt, group }: Work): Partial<RegistrationRow> {
  const { afterMs } = ruling.nextPoll;
  const scheduled = afterMs === null ? null : new Date(group.now.getTime() + afterMs);
  if (!isHastenedSince(registration, learnt.registration) || ruling.registration.state === 'refused')
    return { nextPollAt: scheduled, hastenedBy: null };
  // While it was being sent or recovered, the reason was only remembered.
  const isRemembered = registration.state === 'sending' || registration.state === 'recovering';
  const wished = (isRemembered ? null : registration.nextPollAt) ?? group.now;
  return { nextPollAt: scheduled && scheduled < wished ? scheduled : wished };
}
