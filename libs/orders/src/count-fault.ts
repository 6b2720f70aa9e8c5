import { tolemNow } from '@app/database';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { pauseAfterFailureMs } from './pause-after-failure.js';
import { RaiseCase } from './raise-case.js';
import { RegistrationsRepository } from './registrations.repository.js';
import type { Registration } from './rows.js';

/** So many faults of our own in a row on one registration, and a person has to look. */
const FAULTS_BEFORE_A_CASE = 5;
/** A fault of ours is none the less one a second later. */
const AT_LEAST_MS = 60_000;

/**
 * Whatever is thrown while one registration is asked about, read, judged, written or put off is that registration's own: counted on
 * it, tried again, and after five in a row a case. Its neighbours do not notice.
 */
@Injectable()
export class CountFault {
  private readonly logger = new Logger(CountFault.name);

  constructor(
    private readonly db: DataSource,
    private readonly registrations: RegistrationsRepository,
    private readonly raiseCase: RaiseCase,
  ) {}

  /** Never throws: while the database is away, the row is under lease and comes back by itself. */
  async execute(registration: Registration, error: unknown, cause: string): Promise<void> {
    const { id } = registration;
    this.logger.error({ registrationId: id, err: error }, 'A registration could not be polled');
    try {
      const failing = { before: registration.faults, since: registration.failingSince };
      const now = await tolemNow(this.db.manager);
      const afterMs = Math.max(AT_LEAST_MS, pauseAfterFailureMs(failing, now, Math.random()));
      const faults = await this.registrations.countFault(registration, afterMs);
      if (faults < FAULTS_BEFORE_A_CASE) return;
      const detail = { registration: id, fault: nameOf(error) };
      await this.raiseCase.forOrder(registration, { reason: 'internal_error', detail }, cause);
    } catch (again) {
      this.logger.error({ registrationId: id, err: again }, 'A fault could not be counted');
    }
  }
}

/** Which fault it is, for people and so that another one opens the case again: a code of Postgres, or a class. Never a message. */
function nameOf(error: unknown): string {
  const { driverError } = Object(error) as { driverError?: { code?: string } };
  return driverError?.code ?? (error instanceof Error ? error.name : 'thrown');
}
