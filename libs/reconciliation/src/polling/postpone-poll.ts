import { tolemNow } from '@app/database';
import { GatewayGuard, type Outcome } from '@app/gateway';
import { crashPoint } from '@app/process';
import { pauseAfterFailureMs, RaiseCase, type Registration, RegistrationsRepository } from '@app/orders';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { overdue } from '../judging/overdue.js';

/** So many questions in a row about one order, minutes apart at the end, while the merchant's others are answered. */
const UNANSWERED_BEFORE_A_CASE = 12;

/**
 * The gateway gave no usable answer. That says nothing about the order: its step stays, and we ask again. Where the gateway
 * answers about others, an order that it never answers about is put to a person: nobody else would ever hear of it.
 */
@Injectable()
export class PostponePoll {
  private readonly logger = new Logger(PostponePoll.name);

  constructor(
    private readonly db: DataSource,
    private readonly registrations: RegistrationsRepository,
    private readonly guard: GatewayGuard,
    private readonly raiseCase: RaiseCase,
  ) {}

  async execute(
    registration: Registration,
    outcome: Exclude<Outcome<unknown>, { kind: 'answered' }>,
  ): Promise<void> {
    const why = outcome.kind === 'refused' ? { code: outcome.code } : { reason: outcome.reason };
    this.logger.warn({ registrationId: registration.id, outcome: outcome.kind, ...why }, 'No usable answer');
    const wishMs = outcome.kind === 'refused' ? 0 : laterMs(outcome.retryAfterMs ?? 0);
    // Kept back by ourselves: nobody was asked, so nobody failed.
    if (outcome.kind === 'unreachable' && wishMs > 0) {
      await this.registrations.postpone(registration, wishMs, { asked: false, failed: false });
      return;
    }
    const now = await tolemNow(this.db.manager);
    const failing = { before: registration.failures, since: registration.failingSince };
    const afterMs = Math.max(wishMs, pauseAfterFailureMs(failing, now, Math.random()));
    // What the gateway does to all while it is down is nothing that this order has for itself.
    const failed = this.guard.isHealthy(registration.merchantId);
    const failures = await this.registrations.postpone(registration, afterMs, { asked: true, failed });
    crashPoint('postpone.after-commit');
    if (!failed || failures === null) return;
    const unanswered = { reason: 'unknown_status', detail: { unanswered: outcome.kind, ...why } } as const;
    // No answer comes that would open them.
    const findings = overdue(registration, registration, now);
    if (failures >= UNANSWERED_BEFORE_A_CASE) findings.push(unanswered);
    for (const finding of findings) await this.raiseCase.forOrder(registration, finding, 'schedule');
  }
}

/** Never early, and not everybody at the same moment. */
const laterMs = (milliseconds: number): number => Math.ceil(milliseconds * (1 + 0.1 * Math.random()));
