import type { CaseReason, OrderState } from '@app/orders';
import type { System } from '../support/system.js';
import { Ledger } from './ledger.js';
import { type MoneyFindings, moneyTold, tellsOf } from './money-told.js';
import type { Shopper } from './shopper.js';
import {
  attemptsTooMany,
  countedOtherwise,
  disordered,
  factsToldTwice,
  gapsInTheLog,
  unseen,
} from './told-once.js';
import type { Witness } from './witness.js';

type Row = Readonly<{ id: string; order_number: string; state: OrderState; last_seq: number }>;
type Case = Readonly<{ order_id: string | null; subject: string; reason: string }>;

/** What the chaos run has left behind. Of everything that is a list, what is in it should not be. */
export type Findings = MoneyFindings &
  Readonly<{
    orders: number;
    /** Of them, those that a subscriber has seen paid. */
    paid: number;
    /** Orders that a shop was told of, and pages at the bank, that Tolem does not have. */
    forgotten: string[];
    /** Where the bank's ledger decides: the state is another. */
    differing: string[];
    /** Open cases of orders nobody gave a fault that needs a person. */
    casesTooMany: string[];
    /** Orders that needed a person and have not exactly the case for it, in the state for it. */
    otherCases: string[];
    /** How many needed a person, and how many of them have just that case, per reason. */
    forAPerson: Readonly<Record<string, Readonly<{ expected: number; found: number }>>>;
    /** Their payers were sent to the shop's fail address. */
    sentAwayPaid: string[];
    twoIds: string[];
    gapsInTheLog: string[];
    /** Gaps, and what came before its predecessor. */
    outOfOrder: string[];
    unseen: string[];
    /** States that the roll-ups have counted other than the log tells. */
    countedOtherwise: string[];
    twoPages: string[];
    /** The same where decline.do was given a fault. */
    twoPagesAfterAFault: string[];
  }>;

export async function audit(
  system: System,
  shoppers: readonly Shopper[],
  witness: Witness,
): Promise<Findings> {
  const rows = await system.db.sql<Row>('SELECT id, order_number, state, last_seq FROM orders');
  const cases = await system.db.sql<Case>(
    'SELECT order_id, subject, reason FROM cases WHERE closed_at IS NULL',
  );
  const ledger = await Ledger.read(system);
  const byNumber = new Map(shoppers.map((shopper) => [shopper.plan.orderNumber, shopper]));
  const planOf = (row: Row) => byNumber.get(row.order_number)!.plan;
  const remedyOf = (row: Row) => byNumber.get(row.order_number)!.remedy;
  const byId = new Map(rows.map((row) => [row.id, row]));
  const told = rows.map((row) => ({ id: row.id, number: row.order_number, seen: witness.about(row.id) }));
  const needing = rows.filter((row) => remedyOf(row));
  const isAsExpected = (row: Row): boolean => {
    const { reason, state } = remedyOf(row)!;
    const reasons = reasonsOf(cases, row.id);
    // What the bank never explains is also open for too long.
    const others = reasons.filter((other) => other !== reason && other !== 'open_after_lifetime');
    return row.state === state && reasons.includes(reason) && others.length === 0;
  };
  return {
    orders: rows.length,
    paid: told.filter(({ seen }) => tellsOf(seen, 'order.paid')).length,
    forgotten: [
      ...shoppers.flatMap(({ orderId }) => (orderId && !byId.has(orderId) ? [orderId] : [])),
      ...ledger.orderIds.filter((id) => !byId.has(id)),
    ],
    differing: rows.flatMap((row) => {
      const { state, why } = ledger.decided(row.id);
      return remedyOf(row) || state === row.state
        ? []
        : [
            `${row.order_number} is ${row.state}, not ${state} (${why}; ${planOf(row).trouble.name}; ${planOf(row).payer})`,
          ];
    }),
    casesTooMany: cases
      .filter(({ order_id: id }) => id === null || !remedyOf(byId.get(id)!))
      .map(({ subject, reason, order_id: id }) =>
        [reason, id ? `${byId.get(id)!.order_number} ${planOf(byId.get(id)!).trouble.name}` : subject].join(
          ' ',
        ),
      ),
    otherCases: needing
      .filter((row) => !isAsExpected(row))
      .map(
        (row) =>
          `${row.order_number} is ${row.state}, with ${reasonsOf(cases, row.id).join(', ')}; ${planOf(row).trouble.name}; ${ledger.decided(row.id).why}`,
      ),
    forAPerson: countByReason(needing, remedyOf, isAsExpected),
    ...moneyTold(ledger, told, (id) => remedyOf(byId.get(id)!) !== undefined),
    sentAwayPaid: shoppers.filter(({ wasSentAway }) => wasSentAway).map(({ plan }) => plan.orderNumber),
    twoIds: [...factsToldTwice(witness.seen), ...attemptsTooMany(ledger, told)],
    gapsInTheLog: await gapsInTheLog(system),
    outOfOrder: disordered(witness.seen),
    unseen: await unseen(system, witness.seen),
    countedOtherwise: await countedOtherwise(system),
    ...(await pagesAtOnce(system, (id) => byId.has(id) && failsToDecline(planOf(byId.get(id)!).trouble))),
  };
}

const reasonsOf = (cases: readonly Case[], orderId: string): string[] =>
  cases.filter((row) => row.order_id === orderId).map(({ reason }) => reason);

function countByReason(
  needing: readonly Row[],
  remedyOf: (row: Row) => Readonly<{ reason: CaseReason }> | undefined,
  isAsExpected: (row: Row) => boolean,
): Record<string, { expected: number; found: number }> {
  const counts: Record<string, { expected: number; found: number }> = {};
  for (const row of needing) {
    const count = (counts[remedyOf(row)!.reason] ??= { expected: 0, found: 0 });
    count.expected += 1;
    if (isAsExpected(row)) count.found += 1;
  }
  return counts;
}

const failsToDecline = ({ registering = [] }: Shopper['plan']['trouble']): boolean =>
  registering.some(({ endpoint }) => endpoint === 'decline.do');

async function pagesAtOnce(
  system: System,
  isExcused: (orderId: string) => boolean,
): Promise<Pick<Findings, 'twoPages' | 'twoPagesAfterAFault'>> {
  const violations: { tolemOrder: string }[] = await system.control('GET', 'violations');
  const ids = violations.map(({ tolemOrder }) => tolemOrder);
  return {
    twoPages: ids.filter((id) => !isExcused(id)),
    twoPagesAfterAFault: ids.filter((id) => isExcused(id)),
  };
}
