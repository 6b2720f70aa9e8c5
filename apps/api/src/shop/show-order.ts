import { CommitNotifier } from '@app/database';
import { FindOrder, type Order, type OrderWithRegistrations } from '@app/orders';
import { JOB_STORE, type JobStore, type RateLimit } from '@app/queue';
import { Hasten } from '@app/reconciliation';
import { Inject, Injectable } from '@nestjs/common';
import { isKnown } from './if-none-match.js';
import { etagOf } from './order.view.js';

/** A refresh waits for one question to the bank, and for no more. */
const REFRESH_MS = 2_500;
/** Of one shop, over all processes: one that refreshes in a loop must not keep the payers of others from the bank. */
const REFRESHES_PER_SECOND = 10;

export type ShowOptions = Readonly<{
  /** Until when to wait for a change, in milliseconds; 0 answers at once. */
  waitMs: number;
  /** If-None-Match: the version or versions the shop knows. */
  knownEtag: string | undefined;
  /** Ask the bank first. */
  refresh: boolean;
}>;

export type Shown = Readonly<{ found: OrderWithRegistrations; refreshed?: boolean }>;

/** An order as it stands, or as soon as it stands differently. A waiter holds no database connection. */
@Injectable()
export class ShowOrder {
  private limit?: RateLimit;

  constructor(
    private readonly commits: CommitNotifier,
    private readonly findOrder: FindOrder,
    private readonly hasten: Hasten,
    @Inject(JOB_STORE) private readonly jobStore: JobStore,
  ) {}

  async execute(shopId: string, id: string, options: ShowOptions): Promise<Shown> {
    const { order, speaking } = await this.findOrder.mustFindOfShop(shopId, id);
    const refreshed = options.refresh ? { refreshed: await this.refresh(order, speaking.version) } : {};
    const news =
      options.waitMs > 0
        ? await this.commits.waitUntil(order.id, () => this.findNews(order.id, options), options.waitMs)
        : null;
    return { found: news ?? (await this.findOrder.mustFind(order.id)), ...refreshed };
  }

  private async findNews(
    orderId: string,
    { knownEtag }: ShowOptions,
  ): Promise<OrderWithRegistrations | null> {
    const found = await this.findOrder.mustFind(orderId);
    const undecided = found.order.state === 'created' || found.order.state === 'registered';
    const known = knownEtag === undefined || isKnown(etagOf(found.order), knownEtag);
    return undecided && known ? null : found;
  }

  /** Whether the bank has been asked since; it is not for a shop that wants it too often. */
  private async refresh({ id, shopId }: Order, versionBefore: number): Promise<boolean> {
    this.limit ??= this.jobStore.limitRate({ name: 'refresh', perSecond: REFRESHES_PER_SECOND });
    if ((await this.limit(shopId)) > 0) return false;
    const { speaking } = await this.findOrder.mustFind(id);
    await this.hasten.execute(speaking.id, 'shop');
    const asked = async () => {
      const now = (await this.findOrder.mustFind(id)).speaking;
      return now.version > versionBefore && now.hastenedBy === null ? true : null;
    };
    return (await this.commits.waitUntil(id, asked, REFRESH_MS)) ?? false;
  }
}
