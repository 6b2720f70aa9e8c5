import codes from './action-codes.json' with { type: 'json' };

type Explanation = Readonly<{ reason: string; advice: string; category: string }>;

const KNOWN = new Map(codes.map((row) => [row.code, row]));

/** What the bank's `actionCode` means and what to tell the payer (gateway.md §8). An unknown code is a technical fault. */
export function explainActionCode(code: number): Explanation {
  const row = KNOWN.get(code);
  if (!row) return { reason: `Unknown action code ${code}`, advice: 'try-later', category: 'technical' };
  return { reason: row.meaning, advice: row.advice, category: row.category };
}

/** With these the bank itself does not know yet; one of them, -100, says that nobody has tried. */
const NO_VERDICT_YET = new Set(['wait', 'check-status-first']);

/** Whether this code, on an order that is still open, tells of an attempt that was refused. An unknown one does not. */
export function isFailedAttempt(code: number | null): code is number {
  if (code === null || code === 0) return false;
  const row = KNOWN.get(code);
  return row !== undefined && !NO_VERDICT_YET.has(row.advice);
}
