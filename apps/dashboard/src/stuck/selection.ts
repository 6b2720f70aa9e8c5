import { useMemo, useState } from 'react';
import type { StuckRow } from '../api/contract.js';
import { type StuckSearch, writeFilter } from './stuck-search.js';

/** A row has no id of its own where it is no case. */
export const keyOf = (row: StuckRow): string =>
  row.caseId ?? `${row.reason} ${row.registrationId ?? row.subject}`;

export type Selection = Readonly<{
  /** Everything that matches, also what other pages show. */
  everything: boolean;
  rows: ReadonlyMap<string, StuckRow>;
}>;

const NOTHING: Selection = { everything: false, rows: new Map() };

/** What is selected stays so over pages and news; another filter begins afresh, lest something unseen be acted on. */
export function useSelection(search: StuckSearch) {
  const filter = writeFilter(search).toString();
  const [latest, setLatest] = useState({ filter, selection: NOTHING });
  const selection = latest.filter === filter ? latest.selection : NOTHING;
  const select = useMemo(() => {
    const change = (page: readonly StuckRow[], changed: (rows: Map<string, StuckRow>) => void) =>
      setLatest((before) => {
        const { everything, rows: kept } = before.filter === filter ? before.selection : NOTHING;
        // Of everything that matches, only the rows of this page are known.
        const rows = new Map(everything ? page.map((row) => [keyOf(row), row]) : kept);
        changed(rows);
        return { filter, selection: { everything: false, rows } };
      });
    return {
      toggle: (row: StuckRow, page: readonly StuckRow[]) =>
        change(page, (rows) => {
          if (!rows.delete(keyOf(row))) rows.set(keyOf(row), row);
        }),
      toggleAll: (page: readonly StuckRow[], on: boolean) =>
        change(page, (rows) => {
          for (const row of page) {
            if (on) rows.set(keyOf(row), row);
            else rows.delete(keyOf(row));
          }
        }),
      selectEverything: () => setLatest({ filter, selection: { everything: true, rows: new Map() } }),
      clear: () => setLatest({ filter, selection: NOTHING }),
    };
  }, [filter]);
  return { selection, select };
}

export type Select = ReturnType<typeof useSelection>['select'];
