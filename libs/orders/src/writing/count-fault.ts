import { isDatabaseTrouble, pastTrouble, tolemNow } from '@app/database';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { pauseAfterFailureMs } from './pause-after-failure.js';
import { RaiseCase } from '../cases/raise-case.js';
import { RegistrationsRepository } from '../order/registrations.repository.js';
import type { Registration } from '../order/rows.js';

/** So many faults of our own in a row on one registration, and a person has to look. */
const FAULTS_BEFORE_A_CASE = 5;
/** The database's trouble is no fault of ours, until it has kept one registration alone for so long. */
const PASSES_WITHIN_MS = 5 * 60_000;
/** A fault of ours is none the less one a second later. */
const AT_LEAST_MS = 60_000;

/**
 * Whatever is thrown while one registration is asked about, read, judged, written or put off is that registration's own: counted on
 * it, tried again, and after five in a row a case. Its neighbours do not notice. A deadlock or a cut connection is only tried again.
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
      const now = await pastTrouble(() => tolemNow(this.db.manager));
      if (isPassing(error, registration, now)) return await this.tryAgain(registration, now);
      const failing = { before: registration.faults, since: registration.failingSince };
      const afterMs = Math.max(AT_LEAST_MS, pauseAfterFailureMs(failing, now, Math.random()));
      const faults = await this.registrations.countFault(registration, afterMs);
      if (faults < FAULTS_BEFORE_A_CASE) return;
      const detail = { registration: id, fault: nameOf(error) };
      await this.raiseCase.forOrder(registration, { reason: 'internal_error', detail }, cause);
    } catch (again) {
      this.logger.error({ registrationId: id, err: again }, 'A fault could not be counted');
    }
  }

  /** Within a second or two, for as long as such troubles last. */
  private tryAgain(registration: Registration, now: Date): Promise<void> {
    const failing = { before: registration.faults, since: registration.failingSince };
    const afterMs = pauseAfterFailureMs(failing, now, Math.random());
    return pastTrouble(() => this.registrations.tryAgain(registration, afterMs));
  }
}

function isPassing(error: unknown, { failingSince }: Registration, now: Date): boolean {
  const forMs = now.getTime() - (failingSince ?? now).getTime();
  return isDatabaseTrouble(error) && forMs < PASSES_WITHIN_MS;
}

/** Which fault it is, for people and so that another one opens the case again: a code of Postgres, or a class. Never a message. */
function nameOf(error: unknown): string {
  const { driverError } = Object(error) as { driverError?: { code?: string } };
  return driverError?.code ?? (error instanceof Error ? error.name : 'thrown');
}
