import type { ReactNode } from 'react';
import type { OrderPage } from '../api/contract.js';
import { useTexts } from '../texts/use-texts.js';
import { Amount } from '../words/amount.js';
import { StateChip } from '../words/chips.js';
import { findWord } from '../words/find-word.js';
import { FromNow, Instant } from '../words/instant.js';
import { Actions } from './actions.js';

export function Head({ page }: Readonly<{ page: OrderPage }>) {
  const { order: texts } = useTexts();
  const { order } = page;
  const money = (minor: number) => <Amount minor={minor} currency={order.currency} />;
  const hasMetadata = Object.keys(order.metadata ?? {}).length > 0;
  return (
    <section className="panel order-head" aria-labelledby="order-title">
      <div className="order-line">
        <h1 id="order-title">{texts.title(order.orderNumber)}</h1>
        <StateChip state={order.state} />
        <strong className="big">{money(order.amount)}</strong>
      </div>
      <dl className="facts">
        <Fact name={texts.captured}>{money(order.captured)}</Fact>
        <Fact name={texts.refunded}>{money(order.refunded)}</Fact>
        <Fact name={texts.shop}>{order.shopName ?? order.shopId}</Fact>
        <Fact name={texts.mode}>{findWord(texts.modes, order.mode)}</Fact>
        <Fact name={texts.created}>
          <Instant at={order.createdAt} seconds />
        </Fact>
        <Fact name={texts.updated}>
          <FromNow at={order.updatedAt} />
        </Fact>
        {order.expiresAt !== null && (
          <Fact name={texts.expires}>
            <Instant at={order.expiresAt} />
          </Fact>
        )}
        {order.disputedAt !== null && (
          <Fact name={texts.disputed}>
            <Instant at={order.disputedAt} />
          </Fact>
        )}
        {order.description !== null && <Fact name={texts.description}>{order.description}</Fact>}
        {hasMetadata && (
          <Fact name={texts.metadata}>
            <code>{JSON.stringify(order.metadata)}</code>
          </Fact>
        )}
      </dl>
      <Actions page={page} />
    </section>
  );
}

function Fact({ name, children }: Readonly<{ name: string; children: ReactNode }>) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
