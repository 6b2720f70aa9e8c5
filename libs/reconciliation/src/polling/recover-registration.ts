import { type Merchant, TolemConfig } from '@app/config';
import { tolemNow } from '@app/database';
import { GatewayClient, type StatusAnswer, TROUBLES } from '@app/gateway';
import { crashPoint } from '@app/process';
import {
  type LockedFacts,
  type NextPoll,
  type Order,
  OrdersRepository,
  WatchGateways,
  type Registration,
  RegistrationsRepository,
  type Ruling,
  SendRegistration,
  WriteRulings,
} from '@app/orders';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { isOurs } from '../judging/is-ours.js';
import { nextPollOf, USUAL_PACE } from '../schedule/poll-schedule.js';
import { priorityOf } from '../hastening/priority-of.js';
import { PostponePoll } from './postpone-poll.js';
import { foundAtBank, lookAgain, neverReachedBank, orphaned, stranger } from '../judging/recovery-rulings.js';

const MAX_PAUSE_MS = 600_000;

type Lost = Readonly<{ order: Order; registration: Registration }>;

/**
 * Finds out what became of a registration whose answer was lost. First it asks; only what is absent is sent again, under
 * the same number. A page whose address was lost is closed at the bank and replaced, the replacement committed first, so
 * that a crash at any step leaves a row that somebody looks at.
 */
@Injectable()
export class RecoverRegistration {
  constructor(
    private readonly db: DataSource,
    private readonly config: TolemConfig,
    private readonly gateway: GatewayClient,
    private readonly orders: OrdersRepository,
    private readonly registrations: RegistrationsRepository,
    private readonly write: WriteRulings,
    private readonly send: SendRegistration,
    private readonly postpone: PostponePoll,
    private readonly gateways: WatchGateways,
  ) {}

  async execute(id: string): Promise<void> {
    if (await this.registrations.takeOverIfStillSending(id)) crashPoint('recovery.after-take-over');
    const [registration] = await this.registrations.findAll([id]);
    // Still being sent, or settled meanwhile.
    if (registration?.state !== 'recovering') return;
    const order = await this.orders.findById(registration.orderId);
    const lost: Lost = { order: order!, registration };
    const merchant = this.config.mustFindMerchant(registration.merchantId);
    const { gatewayOrderNumber } = registration;
    const priority = priorityOf(registration);
    const asked = await this.gateway.askStatus(merchant, { gatewayOrderNumber }, { priority });
    crashPoint('recovery.after-question');
    if (asked.kind === 'answered') {
      await this.gateways.markHealthy(merchant.id, TROUBLES, 'recovery');
      return this.actOn(lost, asked.answer);
    }
    await this.postpone.execute(registration, asked);
  }

  private async actOn(lost: Lost, answer: StatusAnswer): Promise<void> {
    if (answer.status === 'absent') return this.onAbsent(lost);
    if (answer.status !== 'unknown' && !isOurs(lost.registration, answer))
      return this.writeDown(lost, (known) => stranger(known, answer, Math.random()));
    if (answer.status === 'open') return this.replace(lost, answer);
    const { aftercareDays } = this.config.mustFindMerchant(lost.registration.merchantId);
    const pace = { ...USUAL_PACE, aftercareDays };
    return this.writeDown(lost, (known) => foundAtBank(known, answer, Math.random(), pace));
  }

  private async onAbsent(lost: Lost): Promise<void> {
    const { order, registration } = lost;
    const now = await tolemNow(this.db.manager);
    const lifetimeOver = registration.expiresAt <= now;
    if (lifetimeOver) return this.writeDown(lost, neverReachedBank);
    // Paid by another page meanwhile: this one is not wanted any more, only watched.
    if (order.settledBy !== null) return this.writeDown(lost, (known) => lookAgain(known, Math.random()));
    if (!(await this.registrations.countSendIfStillRecovering(registration))) return;
    await this.closeLostPages(lost);
    crashPoint('recovery.before-send');
    await this.send.execute({
      order,
      registration,
      expected: 'recovering',
      cause: 'recovery',
      lookIfUnsure: nextPollOf(registration, now, Math.random()),
    });
  }

  /** Ours and unpaid: its address is lost for good. One commit puts a fresh registration in its place. */
  private async replace(lost: Lost, answer: StatusAnswer): Promise<void> {
    const { registration } = lost;
    const callTimeoutMs = 2 * this.config.environment.GATEWAY_TIMEOUT_MS;
    const [written] = await this.write.execute([
      {
        registration,
        cause: 'recovery',
        judge: (known) => orphaned(known, answer, { callTimeoutMs, random: Math.random() }),
      },
    ]);
    if (written?.result !== 'applied') return;
    crashPoint('recovery.after-orphan');
    const merchant = this.config.mustFindMerchant(registration.merchantId);
    const gatewayOrderId = written.registration.gatewayOrderId;
    await this.close(merchant, { ...registration, gatewayOrderId });
    crashPoint('recovery.after-decline');
    // None when another page has brought the money meanwhile.
    if (written.ruling.successor) await this.sendSuccessor(written.order, written.ruling.successor);
  }

  /** Whoever was to close the pages before this one may have died over it. */
  private async closeLostPages({ registration }: Lost): Promise<void> {
    const merchant = this.config.mustFindMerchant(registration.merchantId);
    const pages = await this.registrations.listOfOrder(registration.orderId);
    for (const page of pages.filter(({ state }) => state === 'orphan')) await this.close(merchant, page);
  }

  /** A refusal does not block: nobody has the address, and the orphan is watched until the bank has closed it. */
  private async close(merchant: Merchant, page: Registration): Promise<void> {
    const { gatewayOrderId, gatewayOrderNumber } = page;
    if (gatewayOrderId) await this.gateway.decline(merchant, { gatewayOrderId, gatewayOrderNumber });
  }

  private async sendSuccessor(order: Order, registration: Registration): Promise<void> {
    // A gateway that loses every answer must not be given a new order every second.
    const pauseMs = Math.min(5_000 * 2 ** registration.attempt, MAX_PAUSE_MS);
    const lookIfUnsure: NextPoll = {
      phase: 'recovering',
      step: 0,
      anchoredAt: registration.sentAt,
      afterMs: pauseMs,
    };
    await this.send.execute({ order, registration, expected: 'sending', cause: 'recovery', lookIfUnsure });
  }

  private async writeDown({ registration }: Lost, judge: (known: LockedFacts) => Ruling): Promise<void> {
    await this.write.execute([{ registration, cause: 'recovery', judge }]);
  }
}
