/** So many of each at once. */
export class Slots<T> {
  private readonly taken = new Map<T, number>();

  constructor(readonly limit: number) {}

  /** Answers whether there was one left. */
  take(owner: T): boolean {
    const taken = this.taken.get(owner) ?? 0;
    if (taken >= this.limit) return false;
    this.taken.set(owner, taken + 1);
    return true;
  }

  giveBack(owner: T): void {
    this.taken.set(owner, this.taken.get(owner)! - 1);
  }
}
