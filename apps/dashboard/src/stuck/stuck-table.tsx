import { Checkbox } from '@mantine/core';
import { type ReactNode, useCallback } from 'react';
import type { StuckRow } from '../api/contract.js';
import { useTexts } from '../texts/use-texts.js';
import { keyOf, type Select, type Selection } from './selection.js';
import { Row } from './stuck-row.js';
import type { Sort, StuckSearch } from './stuck-search.js';

type Table = Readonly<{
  rows: readonly StuckRow[];
  search: StuckSearch;
  change: (changes: Partial<StuckSearch>) => void;
  selection: Selection;
  select: Select;
  mayAct: boolean;
}>;

/** Roles are spelled out because a phone shows the rows as cards, and a table laid out so is none for a screen reader. */
export function StuckTable({ rows, search, change, selection, select, mayAct }: Table) {
  const { stuck } = useTexts();
  const { columns } = stuck;
  const isSelected = (row: StuckRow) => selection.everything || selection.rows.has(keyOf(row));
  const all = rows.every(isSelected);
  const toggle = useCallback((row: StuckRow) => select.toggle(row, rows), [select, rows]);
  const sorted = { by: search.sort, sort: (sort: Sort) => change({ sort }) };
  return (
    <div className="panel stuck-table-panel">
      <table className="stuck-table" role="table" aria-label={stuck.title}>
        <thead role="rowgroup">
          <tr role="row">
            {mayAct && (
              <th role="columnheader" scope="col">
                <Checkbox
                  size="xs"
                  aria-label={stuck.selectPage}
                  checked={all}
                  indeterminate={!all && rows.some(isSelected)}
                  onChange={(event) => select.toggleAll(rows, event.currentTarget.checked)}
                />
              </th>
            )}
            <Heading {...sorted} down="reason">
              {columns.reason}
            </Heading>
            <Heading {...sorted} down="since" up="-since" right>
              {columns.age}
            </Heading>
            <Heading {...sorted} down="-amount" up="amount" right>
              {columns.amount}
            </Heading>
            {[columns.order, columns.state, columns.bank, columns.looks, columns.tries, columns.assignee].map(
              (column) => (
                <th key={column} role="columnheader" scope="col">
                  {column}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <Row key={keyOf(row)} row={row} selected={isSelected(row)} {...(mayAct && { toggle })} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type HeadingProps = Readonly<{
  children: ReactNode;
  by: Sort;
  sort: (sort: Sort) => void;
  /** What a first press sorts by, and what a second. */
  down: Sort;
  up?: Sort;
  right?: boolean;
}>;

function Heading({ children, by, sort, down, up, right }: HeadingProps) {
  const direction = (order: Sort) =>
    order.startsWith('-') || order === 'since' ? 'descending' : 'ascending';
  const sorted = by === down || by === up;
  return (
    <th
      role="columnheader"
      scope="col"
      className={right ? 'right' : undefined}
      aria-sort={sorted ? direction(by) : undefined}
    >
      <button type="button" className="sort" onClick={() => sort(by === down && up ? up : down)}>
        {children}
      </button>
    </th>
  );
}
