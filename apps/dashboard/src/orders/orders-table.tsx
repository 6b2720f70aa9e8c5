import { Link } from 'react-router';
import type { OrderRow } from '../api/contract.js';
import { useTexts } from '../texts/use-texts.js';
import { Amount } from '../words/amount.js';
import { StateChip } from '../words/chips.js';
import { FromNow, Instant } from '../words/instant.js';

export function OrdersTable({ rows }: Readonly<{ rows: readonly OrderRow[] }>) {
  const { orders } = useTexts();
  const { columns } = orders;
  return (
    <div className="panel stuck-table-panel">
      <table className="stuck-table orders-table" role="table" aria-label={orders.title}>
        <thead role="rowgroup">
          <tr role="row">
            {[
              columns.order,
              columns.shop,
              columns.state,
              columns.amount,
              columns.created,
              columns.updated,
            ].map((column) => (
              <th
                key={column}
                role="columnheader"
                scope="col"
                className={column === columns.amount ? 'right' : undefined}
              >
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={row.id} role="row">
              <td role="cell" className="cell-order">
                <Link className="number" to={`/orders/${row.id}`}>
                  {row.orderNumber}
                </Link>
              </td>
              <td role="cell" className="cell-shop" data-label={columns.shop}>
                {row.shopId}
              </td>
              <td role="cell" className="cell-state">
                <StateChip state={row.state} />{' '}
                {row.stuck && <span className="chip open">{orders.stuck}</span>}
              </td>
              <td role="cell" className="cell-amount right nowrap">
                <Amount minor={row.amount} currency={row.currency} />
              </td>
              <td role="cell" className="nowrap" data-label={columns.created}>
                <Instant at={row.createdAt} />
              </td>
              <td role="cell" className="nowrap" data-label={columns.updated}>
                <FromNow at={row.updatedAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
