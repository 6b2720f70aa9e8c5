import { keepPreviousData, QueryCache, QueryClient, queryOptions } from '@tanstack/react-query';
import type {
  AskProgress,
  AuditPage,
  Band,
  Operators,
  OrderList,
  OrderPage,
  Overview,
  Session,
  StuckPage,
} from './contract.js';
import { get, Problem, rememberToken } from './request.js';

/** The net below the live stream: nothing shown is older than this, also when no news comes through. */
const NET_MS = 30_000;
/** What could not be loaded is asked for again soon: it heals by itself. */
const HEAL_MS = 3_000;
/** The band shouts within seconds, also in a tab that nobody looks at: its title and icon are seen there. */
const BAND_MS = 2_000;
const BAND_TIMEOUT_MS = 5_000;

export const SESSION_KEY = ['session'] as const;

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    // Wherever it is told that the session has ended, the page for signing in takes over.
    onError: (error) => {
      if (error instanceof Problem && error.status === 401) queryClient.setQueryData(SESSION_KEY, nobody());
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 1_000,
      refetchInterval: ({ state }) => (state.status === 'error' ? HEAL_MS : NET_MS),
      // Whoever comes back to the page has it fetched by the live stream.
      refetchOnWindowFocus: false,
      placeholderData: keepPreviousData,
      retry: (failures, error) => failures < 2 && !(error instanceof Problem && error.status >= 400),
    },
  },
});

/** Who is signed in. Null: nobody; `ended`: nobody any more, and not by his own wish. */
export type SignedIn = Session | 'ended' | null;

const nobody = (): SignedIn => (queryClient.getQueryData<SignedIn>(SESSION_KEY) ? 'ended' : null);

export const sessionQuery = queryOptions({
  queryKey: SESSION_KEY,
  refetchOnWindowFocus: true,
  queryFn: async ({ signal }): Promise<SignedIn> => {
    try {
      const session = await get<Session>('session', signal);
      rememberToken(session.csrf);
      return session;
    } catch (error) {
      if (error instanceof Problem && error.status === 401) return nobody();
      throw error;
    }
  },
});

/** Everything that news makes old carries this mark. */
const live = <T>(key: string, path: string) =>
  queryOptions({
    queryKey: ['live', key, path],
    queryFn: ({ signal }) => get<T>(path, signal),
  });

export const bandQuery = queryOptions({
  queryKey: ['band'],
  queryFn: ({ signal }) => get<Band>('band', signal, { timeoutMs: BAND_TIMEOUT_MS, byItself: true }),
  refetchInterval: BAND_MS,
  refetchIntervalInBackground: true,
  retry: false,
  staleTime: 0,
});
export const overviewQuery = live<Overview>('overview', 'overview');
export const stuckQuery = (search: string) => live<StuckPage>('stuck', `stuck?${search}`);
export const ordersQuery = (search: string) => live<OrderList>('orders', `orders?${search}`);
export const orderQuery = (id: string) =>
  queryOptions({
    ...live<OrderPage>('order', `orders/${encodeURIComponent(id)}`),
    placeholderData: undefined,
  });
export const auditQuery = (search: string) => live<AuditPage>('audit', `audit?${search}`);
export const operatorsQuery = live<Operators>('operators', 'operators');
export const askQuery = (id: string) =>
  queryOptions({
    ...live<AskProgress>('ask', `asks/${encodeURIComponent(id)}`),
    refetchInterval: ({ state: { data } }) => (data && data.asked >= data.registrations ? NET_MS : 1_500),
  });

export const refetchLive = (): Promise<void> => queryClient.invalidateQueries({ queryKey: ['live'] });
export const refetchOverview = (): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: overviewQuery.queryKey });
/** Everything that news makes old, but for the overview. */
export const refetchQuick = (): Promise<void> =>
  queryClient.invalidateQueries({
    queryKey: ['live'],
    predicate: ({ queryKey: [, key] }) => key !== overviewQuery.queryKey[1],
  });
