import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Operator } from './operator.js';

export const SESSION_SECONDS = 12 * 60 * 60;
const IDLE_SECONDS = 2 * 60 * 60;
/** A page that is open asks every few seconds; not each of its questions has to write. */
const NOTE_EVERY_SECONDS = 60;

/** Not too old, not left alone, of somebody who is not disabled. */
const LIVE = `s.token_digest = $1 AND u.disabled_at IS NULL
  AND tolem_now() < s.created_at + interval '${SESSION_SECONDS} s'
  AND tolem_now() < s.last_seen_at + interval '${IDLE_SECONDS} s'`;

@Injectable()
export class SessionsRepository {
  constructor(private readonly db: DataSource) {}

  /** Who is signed in by this token; role and being disabled count as they are now. `attended`: somebody is there. */
  async findOperator(tokenDigest: string, attended: boolean): Promise<Operator | null> {
    const [row] = await this.db.query(
      `SELECT u.id, u.name, u.role,
              s.last_seen_at < tolem_now() - interval '${NOTE_EVERY_SECONDS} s' AS unnoted
       FROM ops_sessions s JOIN ops_users u ON u.id = s.user_id WHERE ${LIVE}`,
      [tokenDigest],
    );
    if (!row) return null;
    const { unnoted, ...operator } = row;
    if (unnoted && attended) await this.noteSeen(tokenDigest, operator.id);
    return operator;
  }

  /** For whoever holds a connection open: being watched does not keep a session from ending. */
  async isLive(tokenDigest: string): Promise<boolean> {
    const rows = await this.db.query(
      `SELECT 1 FROM ops_sessions s JOIN ops_users u ON u.id = s.user_id WHERE ${LIVE}`,
      [tokenDigest],
    );
    return rows.length > 0;
  }

  async insert(tx: EntityManager, tokenDigest: string, userId: string): Promise<void> {
    await tx.query(
      `INSERT INTO ops_sessions (token_digest, user_id, created_at, last_seen_at)
       VALUES ($1, $2, tolem_now(), tolem_now())`,
      [tokenDigest, userId],
    );
  }

  async delete(tx: EntityManager, tokenDigest: string): Promise<void> {
    await tx.query(`DELETE FROM ops_sessions WHERE token_digest = $1`, [tokenDigest]);
  }

  async deleteOfUser(tx: EntityManager, userId: string): Promise<void> {
    await tx.query(`DELETE FROM ops_sessions WHERE user_id = $1`, [userId]);
  }

  async deleteEnded(): Promise<void> {
    await this.db.query(
      `DELETE FROM ops_sessions WHERE token_digest IN (
         SELECT token_digest FROM ops_sessions
         WHERE created_at <= tolem_now() - interval '${SESSION_SECONDS} s'
            OR last_seen_at <= tolem_now() - interval '${IDLE_SECONDS} s' FOR UPDATE SKIP LOCKED)`,
    );
  }

  /** Two commits, so that neither row is locked while the other is waited for: whoever disables an operator locks both. */
  private async noteSeen(tokenDigest: string, userId: string): Promise<void> {
    await this.db.query(`UPDATE ops_sessions SET last_seen_at = tolem_now() WHERE token_digest = $1`, [
      tokenDigest,
    ]);
    await this.db.query(`UPDATE ops_users SET last_seen_at = tolem_now() WHERE id = $1`, [userId]);
  }
}
