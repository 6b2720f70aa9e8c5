import { type Merchant, TolemConfig } from '@app/config';
import { GatewayClient, type Outcome, type StatusAnswer, TROUBLES } from '@app/gateway';
import { crashPoint } from '@app/kernel';
import type { JobName } from '@app/queue';
import {
  type Learnt,
  RecentCallbacks,
  WatchGateways,
  type Registration,
  RegistrationsRepository,
  WriteOutcomes,
  type Written,
} from '@app/orders';
import { Injectable, Logger } from '@nestjs/common';
import { PostponeLook } from './postpone-look.js';
import { RecoverRegistration } from './recover-registration.js';
import { priorityOf } from './priority-of.js';
import { rule } from './rule.js';
import { WorkerSlots } from './slots.js';

const ASKED_AT_ONCE = 8;
/** What has not been asked by then goes back, due now. */
const BUDGET_MS = 60_000;

type Asked = Readonly<{ registration: Registration; outcome: Outcome<StatusAnswer> }>;

/** Asks the gateway what became of these registrations and writes down what it says. May run twice, or never. */
@Injectable()
export class PollRegistrations {
  private readonly logger = new Logger(PollRegistrations.name);

  constructor(
    private readonly config: TolemConfig,
    private readonly gateway: GatewayClient,
    private readonly registrations: RegistrationsRepository,
    private readonly write: WriteOutcomes,
    private readonly recover: RecoverRegistration,
    private readonly postpone: PostponeLook,
    private readonly recentCallbacks: RecentCallbacks,
    private readonly gateways: WatchGateways,
    private readonly slots: WorkerSlots,
  ) {}

  /** One job. If its merchant has enough of this worker, it is given back, due now, and claimed when there is room. */
  async execute(job: JobName, merchantId: string, ids: readonly string[]): Promise<void> {
    const slots = this.slots.of[job];
    if (!slots.hasRoomFor(merchantId)) return this.registrations.giveBack(ids);
    slots.take(merchantId);
    try {
      await this.askAll(merchantId, ids);
    } finally {
      slots.giveBack(merchantId);
    }
  }

  private async askAll(merchantId: string, ids: readonly string[]): Promise<void> {
    const merchant = this.config.mustFindMerchant(merchantId);
    const endMs = performance.now() + BUDGET_MS;
    const rows = await this.registrations.findAll(ids);
    for (let at = 0; at < rows.length; at += ASKED_AT_ONCE) {
      if (performance.now() > endMs) {
        await this.registrations.giveBack(rows.slice(at).map((row) => row.id));
        return;
      }
      await this.pollTogether(merchant, rows.slice(at, at + ASKED_AT_ONCE));
    }
  }

  private async pollTogether(merchant: Merchant, rows: readonly Registration[]): Promise<void> {
    const isLost = ({ state }: Registration) => state === 'sending' || state === 'recovering';
    // Settled from the start: one that fails while the others are still being asked is nobody's unhandled rejection.
    const recovering = Promise.allSettled(rows.filter(isLost).map((row) => this.recover.execute(row.id)));
    const asking = rows
      .filter((row) => !isLost(row) && row.state !== 'refused')
      .map((row) => this.ask(merchant, row));
    try {
      await this.writeDown(merchant, await Promise.all(asking));
    } finally {
      for (const result of await recovering) {
        // The row is under lease: it comes back by itself.
        if (result.status === 'rejected')
          this.logger.error(result.reason, 'A registration was not recovered');
      }
    }
  }

  private async ask(merchant: Merchant, registration: Registration): Promise<Asked> {
    const { gatewayOrderId, gatewayOrderNumber } = registration;
    const priority = priorityOf(registration);
    const by = gatewayOrderId === null ? { gatewayOrderNumber } : { gatewayOrderId };
    crashPoint('poll.before-call');
    const outcome = await this.gateway.askStatus(merchant, by, { priority });
    crashPoint('poll.after-call');
    return { registration, outcome };
  }

  private async writeDown(merchant: Merchant, asked: readonly Asked[]): Promise<void> {
    const learnt: Learnt[] = [];
    const callbacksArrive = await this.recentCallbacks.areArriving(merchant.id);
    for (const { registration, outcome } of asked) {
      if (outcome.kind === 'answered') learnt.push(learntFrom(registration, outcome.answer, callbacksArrive));
      else await this.postpone.execute(registration, outcome);
    }
    for (const written of await this.write.execute(learnt)) await this.closePage(merchant, written);
    if (learnt.length > 0) await this.gateways.settle(merchant.id, TROUBLES, 'schedule');
  }

  /** A page nobody may pay any more. If this is lost or refused, the next look asks for it again. */
  private async closePage(merchant: Merchant, written: Written): Promise<void> {
    if (written.result !== 'applied' || !written.ruling.closeAtGateway) return;
    const { gatewayOrderId, gatewayOrderNumber } = written.registration;
    if (!gatewayOrderId) return;
    crashPoint('decline.before-call');
    await this.gateway.decline(merchant, { gatewayOrderId, gatewayOrderNumber });
    crashPoint('decline.after-call');
  }
}

function learntFrom(registration: Registration, answer: StatusAnswer, callbacksArrive: boolean): Learnt {
  return {
    registration,
    cause: registration.hastenedBy ?? 'schedule',
    judge: (known) => rule(known, answer, Math.random(), callbacksArrive),
  };
}
