import type { JobName } from '@app/queue';
import { Injectable } from '@nestjs/common';

/** How many jobs of each kind a worker does at once, and up to how many of one merchant's it claims: gateways are spared. */
export const SLOTS = {
  'poll-registrations': { all: 16, ofOne: 2 },
  'poll-hastened': { all: 32, ofOne: 16 },
} as const satisfies Record<JobName, Size>;

type Size = Readonly<{ all: number; ofOne: number }>;

/**
 * What a worker has in hand of one kind of job, by merchant. None has more than is left to the others: whoever comes next finds
 * room, however slow the gateways of some are. In memory, where the jobs of a worker that died take nobody's room.
 */
export class Slots {
  constructor(
    private readonly size: Size,
    private readonly inHand = new Map<string, number>(),
  ) {}

  /** For a job that is there, whoever claimed it. */
  hasRoomFor(merchantId: string): boolean {
    return this.ownOf(merchantId) < this.free;
  }

  /** How many more jobs of the merchant to claim. */
  roomFor(merchantId: string): number {
    const own = this.ownOf(merchantId);
    const leavesHalf = Math.ceil((this.free - own) / 2);
    return Math.max(0, Math.min(this.size.ofOne - own, leavesHalf));
  }

  take(merchantId: string, jobs = 1): void {
    this.inHand.set(merchantId, this.ownOf(merchantId) + jobs);
  }

  giveBack(merchantId: string): void {
    this.take(merchantId, -1);
  }

  /** To plan with: as it is now, while so many jobs wait that may all be the same merchant's. */
  whileWaiting(jobs: number): Slots {
    const { all, ofOne } = this.size;
    return new Slots({ all: all - jobs, ofOne: ofOne - jobs }, new Map(this.inHand));
  }

  private ownOf(merchantId: string): number {
    return this.inHand.get(merchantId) ?? 0;
  }

  private get free(): number {
    let free = this.size.all;
    for (const jobs of this.inHand.values()) free -= jobs;
    return free;
  }
}

/** Those of this worker. */
@Injectable()
export class WorkerSlots {
  readonly of: Readonly<Record<JobName, Slots>> = {
    'poll-registrations': new Slots(SLOTS['poll-registrations']),
    'poll-hastened': new Slots(SLOTS['poll-hastened']),
  };
}
