import { join } from 'node:path';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { AppendOnlyFile, readEntries } from './append-only-file.js';
import type { Happening } from './journal.js';
import { BEFORE_TWO_STAGES, type BankOrder, tolemOrderOf } from './order.js';
import { OrderHistories, type Snapshot } from './order-histories.js';
import { type BankMerchant, MERCHANT, SimulatorSettings } from './settings.js';

/** Two pages of one of Tolem's orders could be paid at the same time. */
export type Violation = Readonly<{ tolemOrder: string; orderIds: readonly string[]; at: number }>;

/** An order changes in one line with what happened to it; a happening may also change nothing. */
type OrderEntry = {
  order: BankOrder;
  happened?: readonly Happening[];
  /** All that it was up to now, where the file was written anew. */
  history?: readonly Snapshot[];
};
type Watcher = (order: BankOrder, happened: readonly Happening[]) => void;
type Entry =
  | OrderEntry
  | { orderId: string; happened: readonly Happening[] }
  | { merchant: BankMerchant }
  | { clockOffsetMs: number }
  | { clockSkewMs: number }
  | { violation: Violation };

/**
 * All the bank knows: held in memory, and every change on disk before anybody is told of it.
 * A change is a snapshot of the whole thing changed, so the last line about it wins.
 */
@Injectable()
export class Ledger implements OnApplicationShutdown {
  readonly orders = new Map<string, BankOrder>();
  readonly merchants = new Map<string, BankMerchant>();
  readonly violations: Violation[] = [];
  readonly histories = new OrderHistories();
  clockOffsetMs = 0;
  clockSkewMs = 0;
  private readonly byNumber = new Map<string, string>();
  private readonly byTolemOrder = new Map<string, Set<string>>();
  private readonly happenings = new Map<string, Happening[]>();
  private watcher: Watcher = () => {};
  private readonly file: AppendOnlyFile<Entry>;

  constructor(settings: SimulatorSettings) {
    const path = join(settings.dataFolder, 'ledger.jsonl');
    for (const entry of readEntries<Entry>(path)) this.apply(entry);
    this.file = AppendOnlyFile.rewrite(path, this.entries());
  }

  write(entry: Entry): void {
    this.file.append(entry);
    this.apply(entry);
    if ('order' in entry) this.watcher(entry.order, entry.happened ?? []);
  }

  /** Called with every change of an order from now on, once it is on disk. */
  onChange(watcher: Watcher): void {
    this.watcher = watcher;
  }

  findByNumber(merchant: string, orderNumber: string): BankOrder | undefined {
    return this.orders.get(this.byNumber.get(keyOf(merchant, orderNumber)) ?? '');
  }

  /** The merchant's orders that were registered for one order of Tolem's. */
  ofTolemOrder(merchant: string, tolemOrder: string): BankOrder[] {
    const ids = this.byTolemOrder.get(keyOf(merchant, tolemOrder)) ?? [];
    return [...ids].flatMap((id) => this.orders.get(id) ?? []);
  }

  /** All that happened to an order at the bank, oldest first. */
  journalOf(orderId: string): readonly Happening[] {
    return this.happenings.get(orderId) ?? [];
  }

  onApplicationShutdown(): void {
    this.file.close();
  }

  private apply(entry: Entry): void {
    if ('order' in entry) this.applyOrder(entry);
    else if ('happened' in entry) this.note(entry.orderId, entry.happened);
    else if ('merchant' in entry) this.merchants.set(entry.merchant.login, MERCHANT.parse(entry.merchant));
    else if ('violation' in entry) this.violations.push(entry.violation);
    else if ('clockSkewMs' in entry) this.clockSkewMs = entry.clockSkewMs;
    else this.clockOffsetMs = entry.clockOffsetMs;
  }

  private applyOrder({ order: written, happened = [], history }: OrderEntry): void {
    const order = { ...BEFORE_TWO_STAGES, ...written };
    this.note(order.orderId, happened);
    this.orders.set(order.orderId, order);
    for (const snapshot of history ?? snapshotsOf(order, happened)) this.histories.add(snapshot);
    this.byNumber.set(keyOf(order.merchant, order.orderNumber), order.orderId);
    const tolemOrder = tolemOrderOf(order);
    if (tolemOrder === undefined) return;
    const key = keyOf(order.merchant, tolemOrder);
    this.byTolemOrder.set(key, (this.byTolemOrder.get(key) ?? new Set()).add(order.orderId));
  }

  private note(orderId: string, happened: readonly Happening[]): void {
    const known = this.happenings.get(orderId);
    if (known) known.push(...happened);
    else this.happenings.set(orderId, [...happened]);
  }

  private *entries(): Generator<Entry> {
    yield { clockOffsetMs: this.clockOffsetMs };
    yield { clockSkewMs: this.clockSkewMs };
    for (const merchant of this.merchants.values()) yield { merchant };
    for (const order of this.orders.values()) {
      const { orderId } = order;
      yield { order, happened: this.journalOf(orderId), history: this.histories.of(orderId) };
    }
    for (const violation of this.violations) yield { violation };
  }
}

/** A change that is no happening, such as a code typed wrong, shows in no answer. */
const snapshotsOf = (order: BankOrder, happened: readonly Happening[]): Snapshot[] =>
  happened.slice(-1).map(({ at }) => ({ at, order }));

const keyOf = (merchant: string, name: string): string => JSON.stringify([merchant, name]);
