import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { TestDatabase } from './database.js';

/** A database without a single table, for a start that has to make them. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  const name = `t_${randomBytes(6).toString('hex')}`;
  const admin = process.env.TEST_POSTGRES_URL;
  if (!admin) throw new Error('Start the tests with `npm test`: it starts the Postgres they need');
  await query(admin, `CREATE DATABASE ${name} TEMPLATE template0`);
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    sql: (text, values) => query(url.href, text, values),
    drop: async () => void (await query(admin, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)),
  };
}

async function query<T>(url: string, text: string, values: unknown[] = []): Promise<T[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(text, values)).rows as T[];
  } finally {
    await client.end();
  }
}
