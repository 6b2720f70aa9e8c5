/** What is searched for, as it stands in the address: the same names as the api's. */
export const SORTS = ['severity', 'since', '-since', '-amount', 'amount', 'reason'] as const;
export type Sort = (typeof SORTS)[number];

export const LIMITS = [50, 100, 200] as const;

export type StuckSearch = Readonly<{
  reason: readonly string[];
  shop: string;
  merchant: string;
  state: string;
  assignee: string;
  q: string;
  sort: Sort;
  limit: number;
  offset: number;
}>;

const NARROWING = ['shop', 'merchant', 'state', 'assignee', 'q'] as const;

export function readSearch(params: URLSearchParams): StuckSearch {
  const text = (name: string) => params.get(name) ?? '';
  const limit = Number(text('limit'));
  const offset = Number(text('offset'));
  return {
    reason: params.getAll('reason'),
    shop: text('shop'),
    merchant: text('merchant'),
    state: text('state'),
    assignee: text('assignee'),
    q: text('q'),
    sort: SORTS.find((sort) => sort === text('sort')) ?? SORTS[0],
    limit: LIMITS.find((one) => one === limit) ?? LIMITS[0],
    offset: Number.isSafeInteger(offset) && offset > 0 ? offset : 0,
  };
}

/** The filter alone: what "everything that matches" means. */
export function filterOf(search: StuckSearch): Record<string, string | string[]> {
  return {
    ...(search.reason.length > 0 && { reason: [...search.reason] }),
    ...Object.fromEntries(
      NARROWING.filter((name) => search[name] !== '').map((name) => [name, search[name]]),
    ),
  };
}

export const isFiltered = (search: StuckSearch): boolean => Object.keys(filterOf(search)).length > 0;

/** For an address, the page's own as well as the api's; what is as usual is left out. */
export function writeSearch(search: StuckSearch): URLSearchParams {
  const params = writeFilter(search);
  if (search.sort !== SORTS[0]) params.set('sort', search.sort);
  if (search.limit !== LIMITS[0]) params.set('limit', String(search.limit));
  if (search.offset > 0) params.set('offset', String(search.offset));
  return params;
}

export function writeFilter(search: StuckSearch): URLSearchParams {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(filterOf(search)))
    for (const one of [value].flat()) params.append(name, one);
  return params;
}
