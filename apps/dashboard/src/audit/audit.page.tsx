import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { auditQuery, operatorsQuery } from '../api/queries.js';
import { AUDIT_ACTIONS } from '../api/words.js';
import { CursorPager } from '../frame/cursor-pager.js';
import { FilterField } from '../frame/filter-field.js';
import { Shown, Sight } from '../frame/sights.js';
import { useTitle } from '../frame/use-title.js';
import { useTexts } from '../texts/use-texts.js';
import { AuditTable } from './audit-table.js';

const FILTERS = ['operator', 'action', 'subject'] as const;

export default function AuditPage() {
  const { audit, frame, words } = useTexts();
  useTitle(audit.title);
  const [params, setParams] = useSearchParams();
  const search = new URLSearchParams([...params].filter(([, value]) => value !== ''));
  const query = useQuery(auditQuery(search.toString()));
  const operators = useQuery(operatorsQuery).data?.items ?? [];
  const get = (name: string) => params.get(name) ?? '';
  const set = (name: string, value: string) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        next.delete('before');
        next.delete(name);
        if (value !== '') next.set(name, value);
        return next;
      },
      { replace: true },
    );
  const anybody = { value: '', label: frame.all };
  return (
    <>
      <div className="page-head">
        <h1>{audit.title}</h1>
        <p className="soft">{audit.about}</p>
      </div>
      <search className="filters" aria-label={audit.title}>
        <NativeSelect
          label={audit.operator}
          value={get('operator')}
          onChange={(event) => set('operator', event.currentTarget.value)}
          data={[anybody, ...operators.map(({ name }) => name)]}
        />
        <NativeSelect
          label={audit.action}
          value={get('action')}
          onChange={(event) => set('action', event.currentTarget.value)}
          data={[anybody, ...AUDIT_ACTIONS.map((value) => ({ value, label: words.actions[value] }))]}
        />
        <FilterField
          label={audit.subject}
          value={get('subject')}
          change={(subject) => set('subject', subject)}
        />
      </search>
      <Shown query={query} rows={10}>
        {(page) =>
          page.items.length === 0 ? (
            <section className="panel">
              <Sight words={FILTERS.some((name) => params.has(name)) ? audit.noMatch : audit.nothing} />
            </section>
          ) : (
            <>
              <AuditTable rows={page.items} />
              <CursorPager name="before" next={page.nextBefore} />
            </>
          )
        }
      </Shown>
    </>
  );
}
