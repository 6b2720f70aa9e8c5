import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type HastenedBy, type HastenOptions, wholeOptions } from './hasten-options.js';

export type OwedHasten = Readonly<{
  registrationId: string;
  by: HastenedBy;
  options: Required<HastenOptions>;
  /** Several came: what the first poll finds may be of one of them alone. */
  isRepeated: boolean;
}>;

type Row = Readonly<{
  registration_id: string;
  hastened_by: HastenedBy;
  apart_seconds: number;
  after_payment: boolean;
  one_poll: boolean;
  repeated: boolean;
}>;

/** Reasons to poll whose registration was locked when they came. Writing one waits for no lock but that of the same reason. */
@Injectable()
export class OwedHastens {
  constructor(private readonly db: DataSource) {}

  /** Of several owed alike, what asks for more stays. */
  async add(
    registrationId: string,
    by: HastenedBy,
    options: HastenOptions,
    tx: EntityManager = this.db.manager,
  ): Promise<void> {
    const { apartSeconds, afterPayment, onePoll } = wholeOptions(options);
    await tx.query(
      `INSERT INTO owed_hastens AS owed
         (registration_id, hastened_by, apart_seconds, after_payment, one_poll, owed_at)
       VALUES ($1, $2, $3, $4, $5, tolem_now())
       ON CONFLICT (registration_id, hastened_by) DO UPDATE SET
         apart_seconds = least(owed.apart_seconds, excluded.apart_seconds),
         after_payment = owed.after_payment OR excluded.after_payment,
         one_poll = owed.one_poll AND excluded.one_poll,
         repeated = true`,
      [registrationId, by, apartSeconds, afterPayment, onePoll],
    );
  }

  /** Oldest first, of merchants that are configured; with its registration under lock, where that is free. */
  async lockFree(tx: EntityManager, merchants: readonly string[], limit: number): Promise<OwedHasten[]> {
    const rows: Row[] = await tx.query(
      `SELECT owed.* FROM owed_hastens AS owed JOIN registrations r ON r.id = owed.registration_id
       WHERE r.merchant_id = ANY ($1) ORDER BY owed.owed_at LIMIT $2
       FOR UPDATE OF owed SKIP LOCKED FOR NO KEY UPDATE OF r SKIP LOCKED`,
      [merchants, limit],
    );
    return rows.map((row) => ({
      registrationId: row.registration_id,
      by: row.hastened_by,
      isRepeated: row.repeated,
      options: {
        apartSeconds: row.apart_seconds,
        afterPayment: row.after_payment,
        onePoll: row.one_poll,
      },
    }));
  }

  async remove(tx: EntityManager, { registrationId, by }: OwedHasten): Promise<void> {
    await tx.query('DELETE FROM owed_hastens WHERE registration_id = $1 AND hastened_by = $2', [
      registrationId,
      by,
    ]);
  }
}
