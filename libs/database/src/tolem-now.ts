import type { EntityManager } from 'typeorm';

/** The one clock (see the first migration): inside a transaction, the instant it began. */
export async function tolemNow(tx: EntityManager): Promise<Date> {
  const [row] = await tx.query('SELECT tolem_now() AS now');
  return row.now;
}
