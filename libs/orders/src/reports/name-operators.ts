import type { CaseRow } from '../rows.js';

type Told = Readonly<{
  cause: string;
  type: string;
  data: Record<string, unknown>;
  occurredAt: Date;
}>;
type Known = Readonly<{
  cases: readonly Pick<CaseRow, 'id' | 'closedBy'>[];
  deeds: readonly Readonly<{ at: Date; operator: string }>[];
}>;

/**
 * Events tell that it was an operator, and not which one: that stands in the row of a case that was closed, and in the audit of what
 * was done to the order last before the event.
 */
export function nameOperator({ cause, type, data, occurredAt }: Told, { cases, deeds }: Known): string {
  if (cause !== 'operator') return cause;
  const closedBy = cases.find(({ id }) => id === data.caseId)?.closedBy;
  if (type === 'case.closed' && closedBy?.startsWith('operator:')) return closedBy;
  const deed = deeds.findLast(({ at }) => at <= occurredAt);
  return deed ? `operator:${deed.operator}` : cause;
}
