import { readWebAddress } from '@app/config';
import { type Currency } from '@app/kernel';
import type { Language, Mode, Order } from './rows.js';

/** What a shop asks for, already checked for form. Amounts in minor units, lifetime in seconds. */
export type OrderRequest = Readonly<{
  shopId: string;
  orderNumber: string;
  amountMinor: bigint;
  currency: Currency;
  mode: Mode;
  successUrl: string;
  failUrl: string | null;
  description: string | null;
  language: Language;
  lifetimeSeconds: number;
  payerEmail: string | null;
  payerPhone: string | null;
  payerClientId: string | null;
  metadata: Record<string, string>;
}>;

/** What makes two requests of one number the same order; under the names the shop knows them by. */
const FACTS = {
  amount: 'amountMinor',
  currency: 'currency',
  mode: 'mode',
  successUrl: 'successUrl',
  failUrl: 'failUrl',
} as const satisfies Record<string, keyof OrderRequest & keyof Order>;

/** The facts that differ, by the shop's names; none means that the shop repeats itself. */
export function differingFacts(order: Order, request: OrderRequest): string[] {
  return Object.entries(FACTS)
    .filter(([, field]) => asRead(order[field]) !== asRead(request[field]))
    .map(([name]) => name);
}

/** Older versions kept addresses as shops wrote them. */
function asRead(fact: bigint | string | null): bigint | string | null {
  const address = typeof fact === 'string' ? readWebAddress(fact) : { fault: 'is no text' };
  return 'fault' in address ? fact : address.href;
}
