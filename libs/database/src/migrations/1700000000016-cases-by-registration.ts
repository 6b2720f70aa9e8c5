import type { MigrationInterface, QueryRunner } from 'typeorm';
import { buildIndex } from './build-index.js';

/**
 * A third payment of an order is news also while the case of the second is open, or closed by a person: one open case per subject,
 * reason and registration. The version before inserts by `ON CONFLICT DO NOTHING`, which no index of its own is needed for.
 */
export class CasesByRegistration1700000000016 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    // A case of a merchant or a subscription has no registration, and is still one.
    await buildIndex(
      runner,
      'one_open_case_per_registration',
      'ON cases (subject, reason, registration_id) NULLS NOT DISTINCT WHERE closed_at IS NULL',
      { unique: true },
    );
    // Only now: what the narrower index allowed fits the wider one, so that building it cannot fail.
    await runner.query('DROP INDEX CONCURRENTLY IF EXISTS one_open_case');
  }

  async down(): Promise<void> {
    throw new Error('Two open cases of one order and reason do not fit the index before');
  }
}
