import { useSyncExternalStore } from 'react';
import { queryClient } from './queries.js';

/** When what is on the screen was told by the service: of several parts, the oldest. Null while there is none. */
export const useAsOf = (): number | null =>
  useSyncExternalStore(
    (listener) => queryClient.getQueryCache().subscribe(listener),
    () => {
      const told = queryClient
        .getQueryCache()
        .findAll({ queryKey: ['live'], type: 'active' })
        .map(({ state }) => state.dataUpdatedAt);
      return told.length > 0 && Math.min(...told) > 0 ? Math.min(...told) : null;
    },
  );
