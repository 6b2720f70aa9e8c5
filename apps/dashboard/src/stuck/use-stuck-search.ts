import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { readSearch, type StuckSearch, writeSearch } from './stuck-search.js';

/** What the address says, and a way to change it. A new filter begins at its first page. */
export function useStuckSearch() {
  const [params, setParams] = useSearchParams();
  const search = useMemo(() => readSearch(params), [params]);
  const change = useCallback(
    (changes: Partial<StuckSearch>, { replace = changes.offset === undefined } = {}) =>
      setParams(
        (before) => {
          const next = writeSearch({ ...readSearch(before), offset: 0, ...changes });
          const asked = before.get('asked');
          if (asked !== null) next.set('asked', asked);
          return next;
        },
        { replace },
      ),
    [setParams],
  );
  /** The question whose progress is shown: in the address too, so that it outlives a reload. */
  const follow = useCallback(
    (asked: string | null) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          if (asked === null) next.delete('asked');
          else next.set('asked', asked);
          return next;
        },
        { replace: true },
      ),
    [setParams],
  );
  return { search, change, asked: params.get('asked'), follow };
}
