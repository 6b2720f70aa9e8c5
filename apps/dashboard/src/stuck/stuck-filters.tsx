import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { StuckPage } from '../api/contract.js';
import { ORDER_STATES } from '../api/words.js';
import { SearchField } from '../frame/search-field.js';
import { useTexts } from '../texts/use-texts.js';
import { ReasonFilter } from './reason-filter.js';
import { isFiltered, type Sort, SORTS, type StuckSearch } from './stuck-search.js';

type Filters = Readonly<{
  search: StuckSearch;
  change: (changes: Partial<StuckSearch>) => void;
  facets: StuckPage['facets'] | undefined;
}>;

export const clearFilters = { reason: [], shop: '', merchant: '', state: '', assignee: '', q: '' };

export function StuckFilters({ search, change, facets }: Filters) {
  const { stuck, words } = useTexts();
  // On a phone they would hide what is stuck.
  const [open, setOpen] = useState(false);
  const shops = counted(facets?.shops.map(({ shopId, count }) => [shopId, count]));
  const merchants = counted(facets?.merchants.map(({ merchantId, count }) => [merchantId, count]));
  const people = counted(facets?.assignees.map(({ assignee, count }) => [assignee, count]));
  const nobody = facets?.assignees.find(({ assignee }) => assignee === null);
  const unassigned = { value: 'none', label: `${stuck.unassigned} (${nobody?.count ?? 0})` };
  return (
    <search className="filters" aria-label={stuck.filters} data-open={open}>
      <SearchField
        label={stuck.search}
        hint={stuck.searchHint}
        value={search.q}
        change={(q) => change({ q })}
      />
      <Button className="phone-only" variant="default" aria-expanded={open} onClick={() => setOpen(!open)}>
        {stuck.filters}
      </Button>
      <Choice label={stuck.shop} value={search.shop} options={shops} choose={(shop) => change({ shop })} />
      <Choice
        label={stuck.merchant}
        value={search.merchant}
        options={merchants}
        choose={(merchant) => change({ merchant })}
      />
      <Choice
        label={stuck.state}
        value={search.state}
        options={ORDER_STATES.map((value) => ({ value, label: words.states[value] }))}
        choose={(state) => change({ state })}
      />
      <Choice
        label={stuck.assignee}
        value={search.assignee}
        options={[unassigned, ...people]}
        choose={(assignee) => change({ assignee })}
      />
      <NativeSelect
        label={stuck.sort}
        value={search.sort}
        onChange={(event) => change({ sort: event.currentTarget.value as Sort })}
        data={SORTS.map((value) => ({ value, label: stuck.sorts[value] }))}
      />
      <ReasonFilter
        chosen={search.reason}
        reasons={facets?.reasons ?? []}
        choose={(reason) => change({ reason })}
        {...(isFiltered(search) && { clear: () => change(clearFilters) })}
      />
    </search>
  );
}

type Option = Readonly<{ value: string; label: string }>;

const counted = (found: readonly (readonly [string | null, number])[] = []): Option[] =>
  found.flatMap(([value, count]) => (value === null ? [] : [{ value, label: `${value} (${count})` }]));

type ChoiceProps = Readonly<{
  label: string;
  value: string;
  options: readonly Option[];
  choose: (value: string) => void;
}>;

function Choice({ label, value, options, choose }: ChoiceProps) {
  const { frame } = useTexts();
  // What is filtered by may be stuck no more; it stays what it is all the same.
  const missing = value !== '' && options.every((option) => option.value !== value);
  return (
    <NativeSelect
      label={label}
      value={value}
      onChange={(event) => choose(event.currentTarget.value)}
      data={[{ value: '', label: frame.all }, ...options, ...(missing ? [{ value, label: value }] : [])]}
    />
  );
}
