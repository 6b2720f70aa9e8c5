import { type Merchant, TolemConfig } from '@app/config';
import { pastTrouble } from '@app/database';
import { GatewayClient, type Outcome, type StatusAnswer, TROUBLES } from '@app/gateway';
import { crashPoint } from '@app/process';
import type { JobName } from '@app/queue';
import {
  CountFault,
  MerchantConditions,
  type Observation,
  RecentCallbacks,
  WatchGateways,
  type Registration,
  RegistrationsRepository,
  withPage,
  WriteRulings,
  type Written,
} from '@app/orders';
import { Injectable, Logger } from '@nestjs/common';
import type { Pace } from '../schedule/poll-schedule.js';
import { judgeClock } from '../judging/bank-clock.js';
import { PostponePoll } from './postpone-poll.js';
import { RecoverRegistration } from './recover-registration.js';
import { priorityOf } from '../hastening/priority-of.js';
import { rulingFor } from '../judging/ruling-for-answer.js';
import { WorkerSlots } from './slots.js';

const ASKED_AT_ONCE = 8;
/** What has not been asked by then goes back, due now. */
const BUDGET_MS = 60_000;

type Asked = Readonly<{ registration: Registration; outcome: Outcome<StatusAnswer> }>;
type Applied = Extract<Written, { result: 'applied' }>;

/** Asks the gateway what became of these registrations and writes down what it says. May run twice, or never. */
@Injectable()
export class PollRegistrations {
  private readonly logger = new Logger(PollRegistrations.name);

  constructor(
    private readonly config: TolemConfig,
    private readonly gateway: GatewayClient,
    private readonly registrations: RegistrationsRepository,
    private readonly write: WriteRulings,
    private readonly recover: RecoverRegistration,
    private readonly postpone: PostponePoll,
    private readonly recentCallbacks: RecentCallbacks,
    private readonly gateways: WatchGateways,
    private readonly slots: WorkerSlots,
    private readonly countFault: CountFault,
    private readonly conditions: MerchantConditions,
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
    const found = await pastTrouble(() => this.registrations.findAll(ids));
    const rows = this.ownedBy(merchantId, found);
    for (let at = 0; at < rows.length; at += ASKED_AT_ONCE) {
      if (performance.now() > endMs) {
        await this.registrations.giveBack(rows.slice(at).map((row) => row.id));
        return;
      }
      await this.pollTogether(merchant, rows.slice(at, at + ASKED_AT_ONCE));
    }
  }

  /** A job is only work, and may be anybody's: no page is asked about with another merchant's login. */
  private ownedBy(merchantId: string, rows: readonly Registration[]): Registration[] {
    const strangers = rows.filter((row) => row.merchantId !== merchantId).map((row) => row.id);
    if (strangers.length > 0)
      this.logger.error({ merchantId, strangers }, 'A job names registrations of another merchant');
    return rows.filter((row) => row.merchantId === merchantId);
  }

  private async pollTogether(merchant: Merchant, rows: readonly Registration[]): Promise<void> {
    const isLost = ({ state }: Registration) => state === 'sending' || state === 'recovering';
    const recovering = rows.filter(isLost).map((row) => this.alone(row, () => this.recover.execute(row.id)));
    const asking = rows
      .filter((row) => !isLost(row) && row.state !== 'refused')
      .map((row) => this.alone(row, () => this.ask(merchant, row)));
    const asked = await Promise.all(asking);
    await this.writeDown(
      merchant,
      asked.filter((one) => one !== undefined),
    );
    await Promise.all(recovering);
  }

  /** What goes wrong with one row is that row's: its neighbours do not notice. */
  private async alone<T>(registration: Registration, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      await this.countFault.execute(registration, error, causeOf(registration));
      return undefined;
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
    const learnt: Observation[] = [];
    const pace = await this.paceOf(merchant);
    for (const { registration, outcome } of asked) {
      if (outcome.kind === 'answered') learnt.push(learntFrom(merchant, registration, outcome.answer, pace));
      else await this.alone(registration, () => this.postpone.execute(registration, outcome));
    }
    for (const written of await this.write.execute(learnt))
      if (written.result === 'applied')
        await this.alone(written.registration, () => this.closePage(merchant, written));
    if (learnt.length > 0) await this.judgeMerchant(merchant, asked);
  }

  /** The next answer tells it again: for what goes wrong with it no page is left unasked. */
  private async judgeMerchant({ id }: Merchant, asked: readonly Asked[]): Promise<void> {
    try {
      await this.gateways.markHealthy(id, TROUBLES, 'schedule');
      const clock = judgeClock(asked);
      if (clock === 'right') await this.conditions.end(id, 'bank_clock', 'schedule');
      else if (clock) await this.conditions.hold(id, clock, 'schedule');
    } catch (error) {
      this.logger.error(
        { merchantId: id, err: error },
        'What an answer tells of its merchant was not written down',
      );
    }
  }

  private async paceOf({ id, aftercareDays }: Merchant): Promise<Pace> {
    return { callbacksArrive: await this.recentCallbacks.areArriving(id), aftercareDays };
  }

  /** A page nobody may pay any more. If this is lost or refused, the next look asks for it again. */
  private async closePage(merchant: Merchant, { ruling, registration }: Applied): Promise<void> {
    if (ruling.registration.withheldUrl === null)
      await this.conditions.end(merchant.id, 'unknown_page_host', 'schedule');
    if (!ruling.closeAtGateway) return;
    const { gatewayOrderId, gatewayOrderNumber } = registration;
    if (!gatewayOrderId) return;
    crashPoint('decline.before-call');
    await this.gateway.decline(merchant, { gatewayOrderId, gatewayOrderNumber });
    crashPoint('decline.after-call');
  }
}

function learntFrom(
  merchant: Merchant,
  registration: Registration,
  answer: StatusAnswer,
  pace: Pace,
): Observation {
  return {
    registration,
    cause: causeOf(registration),
    judge: (known) => withPage(known, rulingFor(known, answer, Math.random(), pace), merchant),
  };
}

const causeOf = ({ hastenedBy }: Registration): string => hastenedBy ?? 'schedule';
