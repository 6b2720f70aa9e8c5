import type { Outcome } from '@app/gateway';
import { RaiseCase, type Registration, RegistrationsRepository } from '@app/orders';
import { Injectable, Logger } from '@nestjs/common';
import { retryAfterMs } from './poll-schedule.js';

const ACCESS_DENIED = 5;
/** A login that is refused is tried once a minute. */
const PROBE_EVERY_MS = 60_000;

/** The gateway gave no usable answer. That says nothing about the order: its step stays, and we ask again. */
@Injectable()
export class PostponeLook {
  private readonly logger = new Logger(PostponeLook.name);

  constructor(
    private readonly registrations: RegistrationsRepository,
    private readonly raiseCase: RaiseCase,
  ) {}

  async execute(
    registration: Registration,
    outcome: Exclude<Outcome<unknown>, { kind: 'answered' }>,
    cause: string,
  ): Promise<void> {
    const why = outcome.kind === 'refused' ? { code: outcome.code } : { reason: outcome.reason };
    this.logger.warn({ registrationId: registration.id, outcome: outcome.kind, ...why }, 'No usable answer');
    const denied = outcome.kind === 'refused' && outcome.code === ACCESS_DENIED;
    const afterMs = denied ? PROBE_EVERY_MS : retryAfterMs(registration.failures, Math.random());
    await this.registrations.postpone(registration, afterMs);
    if (!denied) return;
    const finding = { reason: 'credentials_refused', detail: { code: ACCESS_DENIED } } as const;
    await this.raiseCase.forMerchant(registration.merchantId, finding, cause);
  }
}
