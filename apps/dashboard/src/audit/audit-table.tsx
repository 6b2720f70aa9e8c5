import { Link } from 'react-router';
import type { AuditPage } from '../api/contract.js';
import { useTexts } from '../texts/use-texts.js';
import { findWord } from '../words/find-word.js';
import { Instant } from '../words/instant.js';

type Rows = AuditPage['items'];

export function AuditTable({ rows }: Readonly<{ rows: Rows }>) {
  const { audit, words } = useTexts();
  return (
    <div className="panel stuck-table-panel">
      <table className="stuck-table audit-table" role="table" aria-label={audit.title}>
        <thead role="rowgroup">
          <tr role="row">
            {[audit.when, audit.operator, audit.action, audit.subject, audit.detail].map((column) => (
              <th key={column} role="columnheader" scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map(({ id, at, operator, action, subject, detail }) => (
            <tr key={id} role="row">
              <td role="cell" className="nowrap">
                <Instant at={at} seconds />
              </td>
              <td role="cell">{operator ?? <span className="soft">{audit.unknownOperator}</span>}</td>
              <td role="cell">{findWord(words.actions, action)}</td>
              <td role="cell" className="breakable">
                <Subject subject={subject} />
              </td>
              <td role="cell" className="breakable">
                {detail !== null && <Detail detail={detail} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Subject({ subject }: Readonly<{ subject: string | null }>) {
  const id = /^order:(.+)$/.exec(subject ?? '')?.[1];
  if (id === undefined) return subject;
  return <Link to={`/orders/${id}`}>{subject}</Link>;
}

/** More of anything than so many are only counted. */
const LISTED = 5;

/** A reason or a text is read as such; anything else by its names. */
function Detail({ detail }: Readonly<{ detail: Readonly<Record<string, unknown>> }>) {
  const { audit } = useTexts();
  const entries = Object.entries(detail).filter(([, value]) => value !== null && value !== '');
  return entries.map(([name, value]) => (
    <div key={name}>
      <span className="soft">{name}:</span> {written(value)}
    </div>
  ));

  function written(value: unknown): string {
    if (typeof value === 'string') return value;
    if (Array.isArray(value) && value.length > LISTED) return audit.many(value.length);
    return JSON.stringify(value);
  }
}
