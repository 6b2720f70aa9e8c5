import type { ReactNode } from 'react';
import type { OrderPage, Registration } from '../api/contract.js';
import { Copy } from '../frame/copy.js';
import { useTexts } from '../texts/use-texts.js';
import { Amount } from '../words/amount.js';
import { StatusWord } from '../words/chips.js';
import { findWord } from '../words/find-word.js';
import { FromNow, Instant, Planned } from '../words/instant.js';

/** Each registering of the order at the bank; the newest is open. */
export function Registrations({ page: { registrations } }: Readonly<{ page: OrderPage }>) {
  const { order } = useTexts();
  const newestFirst = registrations.toSorted((one, other) => other.attempt - one.attempt);
  return (
    <section className="panel" aria-labelledby="registrations">
      <h2 id="registrations">{order.registrations}</h2>
      {newestFirst.map((one, at) => (
        <RegistrationCard key={one.id} one={one} open={at === 0} />
      ))}
    </section>
  );
}

function RegistrationCard({ one, open }: Readonly<{ one: Registration; open: boolean }>) {
  const { order, words, stuck } = useTexts();
  const rows: readonly (readonly [string, ReactNode])[] = [
    [order.bankNumber, <Copy key="number" text={one.gatewayOrderNumber} />],
    [order.bankId, one.gatewayOrderId && <Copy key="id" text={one.gatewayOrderId} />],
    [order.link, one.paymentUrl && <Copy key="url" text={one.paymentUrl} />],
    [stuck.merchant, one.merchantId],
    [order.status, one.status && <StatusWord key="status" status={one.status} />],
    [order.action, one.actionCode !== null && `${one.actionCode} ${one.actionMeaning ?? ''}`],
    [order.way, one.paymentWay],
    [order.approval, one.approvalCode],
    [order.rrn, one.rrn],
    [order.issuer, one.bankName],
    [order.phase, findWord(words.phases, one.phase)],
    [order.lastLook, one.lastLookAt && <FromNow key="last-look" at={one.lastLookAt} />],
    [order.look, one.nextLookAt ? <Planned key="look" at={one.nextLookAt} /> : order.noLook],
    [stuck.columns.tries, `${one.polls}${one.failures > 0 ? `, ${stuck.failures(one.failures)}` : ''}`],
    [order.expires, one.expiresAt && <Instant key="expires" at={one.expiresAt} />],
  ];
  return (
    <details className="registration" open={open}>
      <summary>
        <strong>{order.attempt(one.attempt)}</strong> {findWord(words.registrationStates, one.state)},{' '}
        <Amount minor={one.amount} currency={one.currency} />{' '}
        {one.settles && <span className="chip good">{order.settles}</span>}
      </summary>
      <dl className="rows">
        {rows
          .filter(([, value]) => value !== null && value !== false && value !== '')
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </details>
  );
}
