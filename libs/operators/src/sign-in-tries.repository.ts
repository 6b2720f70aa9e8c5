import { createHash } from 'node:crypto';
import { tolemNow } from '@app/database';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Take, takeTry, type Tries } from './take-try.js';

/** In the database, so that a guesser has as many tries at three replicas as at one. */
@Injectable()
export class SignInTriesRepository {
  constructor(private readonly db: DataSource) {}

  async take(name: string): Promise<Take> {
    const digest = digestOf(name);
    return this.db.transaction(async (tx) => {
      await tx.query(`INSERT INTO ops_sign_in_tries (name_digest) VALUES ($1) ON CONFLICT DO NOTHING`, [
        digest,
      ]);
      const [row] = await tx.query(
        `SELECT tried_at AS "triedAt", locked_until AS "lockedUntil" FROM ops_sign_in_tries
         WHERE name_digest = $1 FOR UPDATE`,
        [digest],
      );
      // A success may have taken the row away while we waited for it: then there were no tries, and there is one now.
      const take = takeTry(row ?? { triedAt: [], lockedUntil: null }, await tolemNow(tx));
      if ('tries' in take) await this.save(tx, digest, take.tries);
      return take;
    });
  }

  private async save(tx: EntityManager, digest: string, { triedAt, lockedUntil }: Tries): Promise<void> {
    await tx.query(
      `INSERT INTO ops_sign_in_tries (name_digest, tried_at, locked_until) VALUES ($1, $2, $3)
       ON CONFLICT (name_digest) DO UPDATE SET tried_at = excluded.tried_at, locked_until = excluded.locked_until`,
      [digest, triedAt, lockedUntil],
    );
  }

  async giveBack(tx: EntityManager, name: string): Promise<void> {
    await tx.query(`DELETE FROM ops_sign_in_tries WHERE name_digest = $1`, [digestOf(name)]);
  }

  /** What no lock can come of any more. */
  async forgetOld(): Promise<void> {
    await this.db.query(
      `DELETE FROM ops_sign_in_tries WHERE name_digest IN (
         SELECT name_digest FROM ops_sign_in_tries
         WHERE tried_at[cardinality(tried_at)] < tolem_now() - interval '1 hour' FOR UPDATE SKIP LOCKED)`,
    );
  }
}

const digestOf = (name: string): string => createHash('sha256').update(name).digest('hex');
