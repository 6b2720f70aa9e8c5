import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { ordersQuery } from '../api/queries.js';
import { ORDER_STATES } from '../api/words.js';
import { CursorPager } from '../frame/cursor-pager.js';
import { FilterField } from '../frame/filter-field.js';
import { SearchField } from '../frame/search-field.js';
import { Shown, Sight } from '../frame/sights.js';
import { useTitle } from '../frame/use-title.js';
import { useTexts } from '../texts/use-texts.js';
import { hasFilter, searchForApi } from './orders-search.js';
import { OrdersTable } from './orders-table.js';

/** Every order there is, stuck or not. */
export default function OrdersPage() {
  const { orders, frame, words } = useTexts();
  useTitle(orders.title);
  const [params, setParams] = useSearchParams();
  const query = useQuery(ordersQuery(searchForApi(params)));
  const get = (name: string) => params.get(name) ?? '';
  const set = (name: string, value: string) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        next.delete('cursor');
        next.delete(name);
        if (value !== '') next.set(name, value);
        return next;
      },
      { replace: true },
    );
  return (
    <>
      <div className="page-head">
        <h1>{orders.title}</h1>
      </div>
      <search className="filters" aria-label={orders.search}>
        <SearchField
          label={orders.search}
          hint={orders.searchHint}
          value={get('q')}
          change={(q) => set('q', q)}
        />
        <NativeSelect
          label={orders.columns.state}
          value={get('state')}
          onChange={(event) => set('state', event.currentTarget.value)}
          data={[
            { value: '', label: frame.all },
            ...ORDER_STATES.map((value) => ({ value, label: words.states[value] })),
          ]}
        />
        <FilterField label={orders.columns.shop} value={get('shop')} change={(shop) => set('shop', shop)} />
        <TextInput
          type="date"
          label={orders.from}
          value={get('from')}
          onChange={(event) => set('from', event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={orders.to}
          value={get('to')}
          onChange={(event) => set('to', event.currentTarget.value)}
        />
      </search>
      <Shown query={query} rows={10}>
        {(page) =>
          page.items.length === 0 ? (
            <section className="panel">
              <Sight words={hasFilter(params) ? orders.noMatch : orders.nothing} />
            </section>
          ) : (
            <>
              <OrdersTable rows={page.items} />
              <CursorPager name="cursor" next={page.nextCursor} />
            </>
          )
        }
      </Shown>
    </>
  );
}
