import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { stuckQuery } from '../api/queries.js';
import { Shown } from '../frame/sights.js';
import { useTitle } from '../frame/use-title.js';
import { useMay } from '../session/session.js';
import { useTexts } from '../texts/use-texts.js';
import { AskDialog } from './ask-dialog.js';
import { AskProgress } from './ask-progress.js';
import { CasesDialog, type Deed } from './cases-dialog.js';
import { EmptiedPage } from './emptied-page.js';
import { KeysDialog } from './keys-dialog.js';
import { AllOrders, NoRows } from './no-rows.js';
import { Pager } from './pager.js';
import { ReasonMeaning } from './reason-filter.js';
import { useSelection } from './selection.js';
import { SelectionBar } from './selection-bar.js';
import { StuckFilters } from './stuck-filters.js';
import { StuckHead } from './stuck-head.js';
import { writeSearch } from './stuck-search.js';
import { StuckTable } from './stuck-table.js';
import { useKeys } from './use-keys.js';
import { useStuckSearch } from './use-stuck-search.js';

type Dialog = 'ask' | 'keys' | Deed | null;

/** What needs a person, and what to press. */
export default function StuckPage() {
  const { stuck } = useTexts();
  useTitle(stuck.title);
  const { search, change, asked, follow } = useStuckSearch();
  const query = useQuery(stuckQuery(writeSearch(search).toString()));
  const { selection, select } = useSelection(search);
  const [dialog, setDialog] = useState<Dialog>(null);
  const mayAct = useMay('operator');
  const total = query.data?.total ?? 0;
  const count = selection.everything ? total : selection.rows.size;
  const table = useKeys({
    ask: () => mayAct && count > 0 && setDialog('ask'),
    help: () => setDialog('keys'),
  });
  const close = () => setDialog(null);
  function begun(id: string): void {
    follow(id);
    select.clear();
    close();
  }
  function done(): void {
    select.clear();
    close();
  }

  return (
    <>
      <StuckHead
        search={search}
        total={query.data?.total}
        isOld={query.isPlaceholderData}
        onKeys={() => setDialog('keys')}
      />
      <StuckFilters search={search} change={change} facets={query.data?.facets} />
      {search.reason.length === 1 && <ReasonMeaning reason={search.reason[0]!} />}
      {asked !== null && <AskProgress id={asked} hide={() => follow(null)} />}
      <Shown query={query} rows={12}>
        {(page) =>
          page.total === 0 ? (
            <NoRows search={search} change={change} />
          ) : page.items.length === 0 ? (
            <EmptiedPage page={page} change={change} />
          ) : (
            <div ref={table} aria-busy={query.isPlaceholderData}>
              <StuckTable
                rows={page.items}
                search={search}
                change={change}
                selection={selection}
                select={select}
                mayAct={mayAct}
              />
              {search.q !== '' && (
                <p className="search-on">
                  <AllOrders q={search.q} />
                </p>
              )}
              <Pager page={page} change={change} />
            </div>
          )
        }
      </Shown>
      {mayAct && count > 0 && (
        <SelectionBar selection={selection} count={count} total={total} select={select} open={setDialog} />
      )}
      {dialog === 'ask' && <AskDialog selection={selection} search={search} close={close} asked={begun} />}
      {dialog === 'keys' && <KeysDialog close={close} />}
      {(dialog === 'assign' || dialog === 'comment' || dialog === 'close') && (
        <CasesDialog deed={dialog} selection={selection} search={search} close={close} done={done} />
      )}
    </>
  );
}
