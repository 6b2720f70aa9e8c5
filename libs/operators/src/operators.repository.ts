import { newId } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Operator, Role } from './operator.js';

export type OperatorRow = Operator & Readonly<{ passwordHash: string; disabled: boolean }>;
export type ListedOperator = Readonly<{
  name: string;
  role: Role;
  disabled: boolean;
  lastSeenAt: Date | null;
}>;

const COLUMNS = `id, name, role, password_hash AS "passwordHash", disabled_at IS NOT NULL AS disabled`;

@Injectable()
export class OperatorsRepository {
  constructor(private readonly db: DataSource) {}

  async find(name: string): Promise<OperatorRow | null> {
    const [row] = await this.db.query(`SELECT ${COLUMNS} FROM ops_users WHERE name = $1`, [name]);
    return row ?? null;
  }

  async list(): Promise<ListedOperator[]> {
    return this.db.query(
      `SELECT name, role, disabled_at IS NOT NULL AS disabled, last_seen_at AS "lastSeenAt"
       FROM ops_users ORDER BY name`,
    );
  }

  /** False if the password was changed or the operator disabled meanwhile; locks the row, so that neither happens before the commit. */
  async lockIfStill(tx: EntityManager, { id, passwordHash }: OperatorRow): Promise<boolean> {
    const rows = await tx.query(
      `SELECT 1 FROM ops_users WHERE id = $1 AND password_hash = $2 AND disabled_at IS NULL FOR NO KEY UPDATE`,
      [id, passwordHash],
    );
    return rows.length > 0;
  }

  async noteSeen(tx: EntityManager, id: string): Promise<void> {
    await tx.query(`UPDATE ops_users SET last_seen_at = tolem_now() WHERE id = $1`, [id]);
  }

  /** A known name gets this password and role, and is disabled no longer. Without a role: viewer, or the one it has. */
  async save(
    tx: EntityManager,
    { name, role, passwordHash }: Readonly<{ name: string; role?: Role; passwordHash: string }>,
  ): Promise<Operator & { known: boolean }> {
    const [row] = await tx.query(
      `INSERT INTO ops_users AS u (id, name, role, password_hash, created_at)
       VALUES ($1, $2, coalesce($3, 'viewer'), $4, tolem_now())
       ON CONFLICT (name) DO UPDATE
         SET role = coalesce($3, u.role), password_hash = excluded.password_hash, disabled_at = NULL
       RETURNING id, name, role, id <> $1 AS known`,
      [newId(), name, role ?? null, passwordHash],
    );
    return row;
  }

  /** The id, or null if there is no such operator. */
  async disable(tx: EntityManager, name: string): Promise<string | null> {
    const [rows] = await tx.query(
      `UPDATE ops_users SET disabled_at = coalesce(disabled_at, tolem_now()) WHERE name = $1 RETURNING id`,
      [name],
    );
    return rows[0]?.id ?? null;
  }
}
