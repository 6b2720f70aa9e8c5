import { Checkbox } from '@mantine/core';
import { Fragment, memo } from 'react';
import { Link } from 'react-router';
import type { StuckRow } from '../api/contract.js';
import type { Texts } from '../texts/texts.js';
import { useTexts } from '../texts/use-texts.js';
import { Amount } from '../words/amount.js';
import { ReasonName, SeverityWord, StateChip, StatusWord } from '../words/chips.js';
import { Age, FromNow, Planned } from '../words/instant.js';

type RowProps = Readonly<{ row: StuckRow; selected: boolean; toggle?: (row: StuckRow) => void }>;

export const Row = memo(function Row({ row, selected, toggle }: RowProps) {
  const { stuck, frame } = useTexts();
  const { columns } = stuck;
  return (
    <tr role="row" data-severity={row.severity} data-selected={selected || undefined}>
      {toggle && (
        <td role="cell" className="cell-select">
          <Checkbox
            size="xs"
            aria-label={stuck.select(row.orderNumber ?? subjectInWords(stuck, row.subject))}
            checked={selected}
            onChange={() => toggle(row)}
          />
        </td>
      )}
      <td role="cell" className="cell-reason">
        <ReasonName reason={row.reason} />
        <SeverityWord severity={row.severity} />
      </td>
      <td role="cell" className="cell-age right nowrap">
        <Age at={row.since} />
      </td>
      <td role="cell" className="cell-amount right nowrap">
        <Amount minor={row.amount} currency={row.currency} />
      </td>
      <td role="cell" className="cell-order">
        <Target row={row} />
        {row.shopId !== null && <div className="soft small">{row.shopId}</div>}
      </td>
      <td role="cell" className="cell-state">
        {row.state !== null && <StateChip state={row.state} />}
      </td>
      <td role="cell" className="cell-bank" data-label={columns.bank}>
        {row.orderId !== null && <BankWord row={row} />}
      </td>
      <td role="cell" className="cell-looks nowrap" data-label={columns.looks}>
        {row.orderId !== null && <Looks row={row} />}
      </td>
      <td role="cell" className="cell-tries" data-label={columns.tries}>
        {row.tries !== null && (
          <>
            {row.tries}
            {row.failures !== null && row.failures > 0 && (
              <div className="warn small">{stuck.failures(row.failures)}</div>
            )}
          </>
        )}
      </td>
      <td role="cell" className="cell-assignee" data-label={columns.assignee}>
        {row.assignee ?? <span className="soft">{frame.nobody}</span>}
      </td>
    </tr>
  );
});

/** `merchant:main`, `subscription:crm`: what a case is about where it is no order. */
function subjectInWords({ about }: Texts['stuck'], subject: string): string {
  const [, kind, name] = /^(merchant|subscription):(.+)$/.exec(subject) ?? [];
  return name === undefined ? subject : about[kind as keyof typeof about](name);
}

/** What j and k walk over, and Enter opens. */
function Target({ row }: Readonly<{ row: StuckRow }>) {
  const { stuck } = useTexts();
  if (row.orderId !== null)
    return (
      <Link className="row-target number" to={`/orders/${row.orderId}`}>
        {row.orderNumber ?? row.orderId}
      </Link>
    );
  return (
    <span className="row-target" tabIndex={-1}>
      {subjectInWords(stuck, row.subject)}
    </span>
  );
}

function BankWord({ row }: Readonly<{ row: StuckRow }>) {
  const { stuck } = useTexts();
  const { status, answeredAt, bankAmount, bankCurrency, currency } = row;
  if (status === null) return <span className="soft">{stuck.neverAsked}</span>;
  return (
    <>
      <StatusWord status={status} />
      {bankAmount !== null && (
        <div>
          <Amount minor={bankAmount} currency={bankCurrency ?? currency} />
        </div>
      )}
      {answeredAt !== null && (
        <div className="soft small">
          <FromNow at={answeredAt} />
        </div>
      )}
      <BankIds row={row} />
    </>
  );
}

/** By what the bank finds it: asked for at every call to the bank, and in nobody's way before. */
function BankIds({ row }: Readonly<{ row: StuckRow }>) {
  const { stuck, order } = useTexts();
  const ids = (
    [
      [order.bankNumber, row.gatewayOrderNumber],
      [order.bankId, row.gatewayOrderId],
      [order.rrn, row.rrn],
      [order.approval, row.approvalCode],
    ] as const
  ).filter(([, value]) => value !== null);
  if (ids.length === 0) return null;
  return (
    <details className="ids">
      <summary>{stuck.bankIds}</summary>
      <dl>
        {ids.map(([name, value]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
      </dl>
    </details>
  );
}

function Looks({ row: { lastLookAt, nextLookAt } }: Readonly<{ row: StuckRow }>) {
  const { order } = useTexts();
  return (
    <>
      {lastLookAt === null ? <span className="soft">–</span> : <FromNow at={lastLookAt} />}
      <div className="soft small">{nextLookAt === null ? order.noLook : <Next at={nextLookAt} />}</div>
    </>
  );
}

function Next({ at }: Readonly<{ at: string }>) {
  return (
    <>
      → <Planned at={at} />
    </>
  );
}
