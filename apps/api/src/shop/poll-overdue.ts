import { CommitNotifier } from '@app/database';
import { FindOrder, type OrderWithRegistrations } from '@app/orders';
import { Hasten } from '@app/reconciliation';
import { Injectable } from '@nestjs/common';

/** One question to the bank, and no more. */
const WAIT_MS = 2_500;

/**
 * A page whose time is over for us has an end only when the bank says so, and until then there is no other: so the bank is asked
 * before the shop is refused.
 */
@Injectable()
export class PollOverdue {
  constructor(
    private readonly commits: CommitNotifier,
    private readonly findOrder: FindOrder,
    private readonly hasten: Hasten,
  ) {}

  async execute({ order, newest, now }: OrderWithRegistrations): Promise<void> {
    if (newest.state !== 'open' || newest.expiresAt > now) return;
    await this.hasten.execute(newest.id, 'shop');
    const answered = async () => {
      const { newest: known } = await this.findOrder.mustFind(order.id);
      return known.version > newest.version && known.hastenedBy === null ? true : null;
    };
    await this.commits.waitUntil(order.id, answered, WAIT_MS);
  }
}
