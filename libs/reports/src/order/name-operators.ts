import type { CaseRow } from '@app/orders';

type Told = Readonly<{
  cause: string;
  type: string;
  data: Record<string, unknown>;
  occurredAt: Date;
}>;
type Known = Readonly<{
  cases: readonly Pick<CaseRow, 'id' | 'closedBy'>[];
  deeds: readonly Readonly<{ at: Date; operator: string; action: string }>[];
}>;

/** What an operator does that can make an order move; a comment cannot. */
const MOVES: readonly string[] = ['ask-bank', 'bulk-ask', 'close-page', 'resolve', 'new-payment-link'];

/**
 * Events tell that it was an operator, and not which one: that stands in the row of a case that was closed, and in the audit of what
 * was done to the order last before the event.
 */
export function nameOperator({ cause, type, data, occurredAt }: Told, { cases, deeds }: Known): string {
  if (cause !== 'operator') return cause;
  const closedBy = cases.find(({ id }) => id === data.caseId)?.closedBy;
  if (type === 'case.closed' && closedBy?.startsWith('operator:')) return closedBy;
  const deed = deeds.findLast(({ at, action }) => at <= occurredAt && MOVES.includes(action));
  return deed ? `operator:${deed.operator}` : cause;
}
