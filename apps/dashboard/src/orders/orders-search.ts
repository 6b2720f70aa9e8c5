const PASSED_ON = ['q', 'state', 'shop', 'cursor'] as const;

export const hasFilter = (params: URLSearchParams): boolean =>
  ['q', 'state', 'shop', 'from', 'to'].some((name) => params.has(name));

/** Days are the operator's own: they begin and end at midnight in his zone. */
export function searchForApi(params: URLSearchParams): string {
  const search = new URLSearchParams();
  for (const name of PASSED_ON) {
    const value = params.get(name);
    if (value) search.set(name, value);
  }
  const from = midnight(params.get('from'), 0);
  const to = midnight(params.get('to'), 1);
  if (from) search.set('createdAfter', from);
  if (to) search.set('createdBefore', to);
  return search.toString();
}

function midnight(day: string | null, daysLater: number): string | null {
  const [year, month, date] = (day ?? '').split('-').map(Number);
  if (!year || !month || !date) return null;
  return new Date(year, month - 1, date + daysLater).toISOString();
}
