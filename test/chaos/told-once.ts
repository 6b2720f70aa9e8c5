import type { TolemEvent } from '@app/subscriber';
import { eventually } from '../support/eventually.js';
import type { System } from '../support/system.js';
import type { Ledger } from './ledger.js';
import { ofType, type Told } from './money-told.js';

type Seen = readonly TolemEvent<any>[];

/** A case may open a second time; a fact about a page happens once. */
export function factsToldTwice(events: Seen): string[] {
  const ids = new Map<string, Set<string>>();
  for (const { id, subject, type, data } of events) {
    // Two refunds may be alike; what was told of them is added up and held against the ledger.
    if (type.includes('.case.') || type.includes('.refunded.')) continue;
    // A rejected order may be sent again, and rejected again.
    const page = type.includes('.rejected.') ? id : data.gatewayOrderId;
    // One page can refuse many attempts; everything else happens to it once.
    const which = type.includes('.attempt_failed.') ? [data.actionCode, data.bankTime] : [];
    const fact = [subject, type, page, ...which].join(' ');
    ids.set(fact, (ids.get(fact) ?? new Set()).add(id));
  }
  return [...ids].filter(([, those]) => those.size > 1).map(([fact]) => fact);
}

/** Gaps, and what came before its predecessor. */
export function disordered(seen: Seen): string[] {
  const found: string[] = [];
  const last = new Map<string, number>();
  for (const { subject, sequence } of seen) {
    const expected = (last.get(subject) ?? 0) + 1;
    last.set(subject, Number(sequence));
    if (Number(sequence) !== expected)
      found.push(`${subject}: ${Number(sequence)} where ${expected} was due`);
  }
  return found;
}

export async function unseen({ db }: System, events: Seen): Promise<string[]> {
  const rows = await db.sql<{ id: string; subject: string; seq: number }>(
    'SELECT event_id AS id, subject, seq FROM events',
  );
  const seen = new Set(events.map(({ id }) => id));
  return rows.filter(({ id }) => !seen.has(id)).map(({ subject, seq }) => `${subject} ${seq}`);
}

/** Attempts of payers that failed, told more often than anybody has tried. */
export const attemptsTooMany = (ledger: Ledger, told: readonly Told[]): string[] =>
  told.flatMap(({ id, number, seen }) => {
    const failed = ofType(seen, 'order.attempt_failed').length;
    const made = ledger.attemptsMade(id);
    return failed > made ? [`${number}: ${failed} attempts failed, of ${made}`] : [];
  });

export async function gapsInTheLog({ db }: System): Promise<string[]> {
  const rows = await db.sql<{ subject: string }>(
    `SELECT subject FROM events LEFT JOIN orders ON orders.id = events.order_id
     GROUP BY subject, last_seq
     HAVING count(*) <> max(seq) OR count(*) <> coalesce(last_seq, max(seq))`,
  );
  return rows.map(({ subject }) => subject);
}

/** States that the roll-ups have counted other than the log tells. */
export async function countedOtherwise({ db }: System): Promise<string[]> {
  await eventually(async () => {
    const behind = await db.sql(
      `SELECT FROM subscriptions WHERE kind = 'internal' AND cursor < (SELECT max(position) FROM events)`,
    );
    expect(behind).toEqual([]);
  });
  const rows = await db.sql<{ state: string; told: string; counted: string }>(
    `WITH facts AS (
       SELECT data->>'state' AS state, lag(data->>'state', 1, 'created') OVER (PARTITION BY subject ORDER BY seq) AS was
       FROM events WHERE type LIKE 'order.%'),
     told AS (SELECT state, count(*) AS told FROM facts WHERE state <> was GROUP BY state),
     counted AS (SELECT state, sum(orders) AS counted FROM state_entries GROUP BY state)
     SELECT * FROM told FULL JOIN counted USING (state) WHERE told IS DISTINCT FROM counted`,
  );
  return rows.map(({ state, told, counted }) => `${state}: ${counted} counted, ${told} told`);
}
