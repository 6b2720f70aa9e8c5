import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type FaultOrder, type Hittable, hits } from './faults.js';
import { seededRandom } from '@app/kernel';

/** A fault that was ordered, and the calls that are stuck in it. */
export class OrderedFault {
  readonly id = randomUUID();
  /** Calls it has hit. */
  taken = 0;
  private readonly stuck = new Set<() => void>();

  private readonly random: () => number;

  constructor(readonly order: FaultOrder) {
    this.random = seededRandom(order.seed);
  }

  /** Whether this call is one of those it hits: one draw a call. */
  draws(): boolean {
    return this.order.probability === 1 || this.random() < this.order.probability;
  }

  get spent(): boolean {
    return this.order.times !== 0 && this.taken >= this.order.times;
  }

  /** Resolves when the fault is released, or when `until` does. */
  async wait(until?: Promise<unknown>): Promise<void> {
    let letGo = () => {};
    const released = new Promise<void>((resolve) => (letGo = resolve));
    this.stuck.add(letGo);
    await Promise.race(until ? [released, until] : [released]);
    this.stuck.delete(letGo);
  }

  /** Lets go every call that waits now; how many. */
  release(): number {
    const { size } = this.stuck;
    for (const letGo of this.stuck) letGo();
    this.stuck.clear();
    return size;
  }

  view() {
    const { id, taken } = this;
    return { id, ...this.order, taken, waiting: this.stuck.size, spent: this.spent };
  }
}

/** The faults in force, oldest first. A spent one stays listed until it is removed. */
@Injectable()
export class FaultRegister {
  private readonly faults = new Map<string, OrderedFault>();

  add(order: FaultOrder): OrderedFault {
    const fault = new OrderedFault(order);
    this.faults.set(fault.id, fault);
    return fault;
  }

  /** The oldest fault that hits this call at this moment; taking it uses it up once. */
  take(call: Hittable, when: FaultOrder['when']): OrderedFault | undefined {
    const found = this.list().find(
      (fault) => !fault.spent && fault.order.when === when && hits(fault.order, call) && fault.draws(),
    );
    if (found) found.taken++;
    return found;
  }

  list(): OrderedFault[] {
    return [...this.faults.values()];
  }

  find(id: string): OrderedFault | undefined {
    return this.faults.get(id);
  }

  remove(id: string): boolean {
    this.faults.get(id)?.release();
    return this.faults.delete(id);
  }
}
