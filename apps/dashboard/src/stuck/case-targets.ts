import { useQuery } from '@tanstack/react-query';
import type { StuckPage } from '../api/contract.js';
import { get } from '../api/request.js';
import { keyOf, type Selection } from './selection.js';
import { type StuckSearch, writeSearch } from './stuck-search.js';

/** The api closes no more than this in one call; a person should not do more in one go either. */
export const AT_MOST = 500;
const PAGE = 200;

export type Targets = Readonly<{ ids: string[]; notCases: number; more: boolean }>;

/** The cases among what is selected; for everything that matches, the first of them as they are sorted. */
export function useCaseTargets(selection: Selection, search: StuckSearch) {
  const list = writeSearch({ ...search, limit: PAGE, offset: 0 }).toString();
  const chosen = [...selection.rows.values()].map(({ caseId }) => caseId);
  return useQuery({
    queryKey: ['case-targets', selection.everything, list, chosen],
    queryFn: async () => targetsOf(selection.everything ? await fetchAll(list) : chosen),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchInterval: false,
    placeholderData: undefined,
  });
}

function targetsOf(found: readonly (string | null)[]): Targets {
  const ids = found.filter((id) => id !== null);
  return {
    ids: ids.slice(0, AT_MOST),
    notCases: found.length - ids.length,
    more: ids.length > AT_MOST,
  };
}

async function fetchAll(list: string): Promise<(string | null)[]> {
  const found = new Map<string, string | null>();
  const cases = () => [...found.values()].filter((id) => id !== null).length;
  for (let offset = 0, total = 1; offset < total && cases() <= AT_MOST;) {
    const page = await get<StuckPage>(`stuck?${list}&offset=${offset}`);
    if (page.items.length === 0) break;
    // The list lives: a row may have moved to a later page meanwhile, and comes twice.
    for (const row of page.items) found.set(keyOf(row), row.caseId);
    offset += page.items.length;
    total = page.total;
  }
  return [...found.values()];
}
