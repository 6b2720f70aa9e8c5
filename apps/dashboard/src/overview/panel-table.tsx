import type { ReactNode } from 'react';
import { Unreadable } from './unreadable.js';

type PanelTable = Readonly<{
  id: string;
  title: string;
  /** The first column names the row; the others are figures and stand on the right. */
  columns: readonly string[];
  /** Null: they could not be read. */
  rows: readonly Readonly<{ key: string; cells: readonly ReactNode[]; bad?: boolean }>[] | null;
  nothing: string;
  wide?: boolean;
}>;

/** A small table of figures under its heading. Roles are spelled out because a phone lays the rows out otherwise. */
export function PanelTable({ id, title, columns, rows, nothing, wide }: PanelTable) {
  return (
    <section className={wide ? 'panel wide' : 'panel'} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {rows === null ? (
        <Unreadable />
      ) : rows.length === 0 ? (
        <p className="soft">{nothing}</p>
      ) : (
        <div className="scroll" role="group" aria-labelledby={id} tabIndex={0}>
          <table className="plain panel-table" role="table" aria-labelledby={id}>
            <thead role="rowgroup">
              <tr role="row">
                {columns.map((column, at) => (
                  <th key={column} role="columnheader" scope="col" className={at > 0 ? 'right' : undefined}>
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody role="rowgroup">
              {rows.map(({ key, cells: [name, ...figures], bad }) => (
                <tr key={key} role="row" className={bad ? 'bad-row' : undefined}>
                  <th role="rowheader" scope="row">
                    {name}
                  </th>
                  {figures.map((cell, at) => (
                    <td key={columns[at + 1]} role="cell" className="right" data-label={columns[at + 1]}>
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
