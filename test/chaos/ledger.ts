import type { OrderState } from '@app/orders';
import type { System } from '../support/system.js';

/** The bank's own numbers and codes, read anew here so that no mistake is shared (gateway.md §4). */
const [HELD, CHARGED, REVERSED, REFUNDED] = [1, 2, 3, 4];
const OUT_OF_TIME = [-2007, -2014, -2009, -100];

/** One page as the bank has it. Minor units. */
export type Page = Readonly<{
  orderId: string;
  status: number;
  actionCode: number;
  amountMinor: number;
  capturedMinor?: number;
  depositedAt?: number;
  refunds?: readonly Readonly<{ amountMinor: number }>[];
  chargeback?: boolean;
  attemptsMade: number;
  params: { tolemOrder?: string };
}>;

/** Of every order of ours the pages at the bank, oldest first. */
export class Ledger {
  private readonly pages = new Map<string, Page[]>();

  static async read(system: System): Promise<Ledger> {
    return new Ledger(await system.control('GET', 'orders'));
  }

  /** Newest first. */
  private constructor(pages: readonly Page[]) {
    for (const page of pages.toReversed()) {
      const id = page.params.tolemOrder ?? page.orderId;
      this.pages.set(id, [...(this.pages.get(id) ?? []), page]);
    }
  }

  get orderIds(): string[] {
    return [...this.pages.keys()];
  }

  /** The bank's ids of pages whose money is held, and not taken. */
  get heldPages(): string[] {
    const held = [...this.pages.values()].flat().filter(({ status }) => status === HELD);
    return held.map(({ orderId }) => orderId);
  }

  of(orderId: string): readonly Page[] {
    return this.pages.get(orderId) ?? [];
  }

  /** How an order must end, by nothing but the ledger. */
  decided(orderId: string): { state: OrderState; why: string } {
    const pages = this.of(orderId);
    const money = pages.find(({ status }) => [HELD, CHARGED, REVERSED, REFUNDED].includes(status));
    const last = money ?? pages.at(-1);
    if (!last) return { state: 'rejected', why: 'not at the bank' };
    const why = pages.map(({ status, actionCode }) => `${status} ${actionCode}`).join(', ');
    if (money) return { state: stateOf(money), why };
    return { state: OUT_OF_TIME.includes(last.actionCode) ? 'expired' : 'declined', why };
  }

  /** Its money was taken, and was not undone as if it never had been. */
  isPaid(orderId: string): boolean {
    return this.of(orderId).some(({ status }) => status === CHARGED || status === REFUNDED);
  }

  wasPaid(orderId: string): boolean {
    return this.of(orderId).some(({ depositedAt }) => depositedAt !== undefined);
  }

  isReversed(orderId: string): boolean {
    return this.decided(orderId).state === 'released';
  }

  isDisputed(orderId: string): boolean {
    return this.of(orderId).some(({ chargeback }) => chargeback === true);
  }

  attemptsMade(orderId: string): number {
    return this.of(orderId).reduce((sum, page) => sum + page.attemptsMade, 0);
  }

  refundedMinor(orderId: string): number {
    return this.of(orderId).reduce((sum, page) => sum + refundedOf(page), 0);
  }
}

const refundedOf = ({ refunds = [] }: Page): number =>
  refunds.reduce((sum, { amountMinor }) => sum + amountMinor, 0);

function stateOf(page: Page): OrderState {
  if (page.status === HELD) return 'authorized';
  if (page.status === REVERSED) return 'released';
  if (page.status === CHARGED) return 'paid';
  const isAll = refundedOf(page) === (page.capturedMinor ?? page.amountMinor);
  return isAll ? 'refunded' : 'partially_refunded';
}
