import type { BankOrder, Status } from './order.js';

/** An order as it stood from this instant on. */
export type Snapshot = Readonly<{ at: number; order: BankOrder }>;

/** How every order stood before, oldest first: a bank whose answers are stale tells it so. */
export class OrderHistories {
  private readonly snapshots = new Map<string, Snapshot[]>();

  add(snapshot: Snapshot): void {
    const { orderId } = snapshot.order;
    const known = this.snapshots.get(orderId);
    if (known) known.push(snapshot);
    else this.snapshots.set(orderId, [snapshot]);
  }

  of(orderId: string): readonly Snapshot[] {
    return this.snapshots.get(orderId) ?? [];
  }

  /** As it stood at that instant, or at first. */
  asOf(orderId: string, at: number): BankOrder | undefined {
    const known = this.of(orderId);
    return (known.findLast((snapshot) => snapshot.at <= at) ?? known[0])?.order;
  }

  /** As it last stood with this status. */
  lastWith(orderId: string, status: Status): BankOrder | undefined {
    return this.of(orderId).findLast(({ order }) => order.status === status)?.order;
  }
}
