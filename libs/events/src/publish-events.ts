import { setTimeout as sleep } from 'node:timers/promises';
import { crashPoint } from '@app/process';
import { Injectable, Logger } from '@nestjs/common';
import { toCloudEvent } from './cloud-event.js';
import { NumberEvents } from './number-events.js';
import { QueueSink } from './sinks/queue-sink.js';
import { type Batch, Subscriptions } from './subscriptions.repository.js';

const BATCH = 200;
/** A subscription that takes longer goes on by itself, and the next run begins without it. */
const PATIENCE_MS = 500;
/** A process that ends waits no longer for a queue that hangs. */
const DRAIN_MS = 5_000;

/**
 * Numbers what has been committed and hands it over to every subscription, each at its own pace: one that is slow or
 * broken holds up no other. No transaction is open while anything is handed over, so an event may be handed over
 * twice (a crash before the cursor moves) and is never left out.
 */
@Injectable()
export class PublishEvents {
  private readonly logger = new Logger(PublishEvents.name);
  /** By subscription: one that this process still has in hand is not taken a second time, however long it takes. */
  private readonly inHand = new Map<string, Promise<Served>>();

  constructor(
    private readonly numbering: NumberEvents,
    private readonly subscriptions: Subscriptions,
    private readonly queues: QueueSink,
  ) {}

  /** `again`: something is left that did not fit into a batch. `busy`: something is left that somebody has in hand. */
  async execute(): Promise<Served | 'busy'> {
    const numbered = await this.numbering.execute();
    const { batches, busy } = await this.subscriptions.leaseBehind([...this.inHand.keys()], BATCH);
    const results = await this.awaitQuickOnes(batches.map((batch) => this.begin(batch)));
    if (numbered === 'more' || results.includes('again')) return 'again';
    return numbered === 'busy' || busy > 0 || this.inHand.size > 0 ? 'busy' : 'idle';
  }

  /** What is in hand is handed over before the connections go, unless it takes too long: then it comes again. */
  async drain(): Promise<void> {
    await Promise.race([Promise.all(this.inHand.values()), sleep(DRAIN_MS, undefined, { ref: false })]);
  }

  private begin(batch: Batch): Promise<Served> {
    const { name } = batch.lease;
    const serving = this.serve(batch).finally(() => this.inHand.delete(name));
    this.inHand.set(name, serving);
    return serving;
  }

  private async awaitQuickOnes(serving: readonly Promise<Served>[]): Promise<Served[]> {
    const results: Served[] = [];
    const all = Promise.all(serving.map(async (one) => void results.push(await one)));
    const patience = new AbortController();
    await Promise.race([
      all,
      sleep(PATIENCE_MS, undefined, { signal: patience.signal, ref: false }).catch(() => {}),
    ]);
    patience.abort();
    return results;
  }

  private async serve(batch: Batch): Promise<Served> {
    const { lease } = batch;
    try {
      return await this.handOver(batch);
    } catch (error) {
      // The cursor has not moved: the next tick hands the same events over.
      this.logger.error(`Subscription ${lease.name} was not served: ${(error as Error).message}`);
      await this.subscriptions.release(lease).catch(() => undefined);
      return 'idle';
    }
  }

  /** One batch a lease: nobody's backlog keeps the lease past its time, or the others waiting. */
  private async handOver({ lease, next }: Batch): Promise<Served> {
    crashPoint('hand-over.after-lease');
    const last = next.at(-1)?.event.position ?? lease.cursor;
    const jobs = next
      .filter((row) => row.wanted)
      .map((row) => ({ event: toCloudEvent(row.event, row.previousSeq), replay: row.replay }));
    if (!(await this.queues.handOver(lease, jobs, last))) {
      // Something is lost: RewindLost sees the same mark within a second, and needs the lease to be free.
      await this.subscriptions.release(lease);
      return 'idle';
    }
    crashPoint('hand-over.after-mark');
    const moved = await this.subscriptions.moveCursor(lease, last);
    crashPoint('hand-over.after-cursor');
    return moved && next.length < BATCH ? 'idle' : 'again';
  }
}

type Served = 'idle' | 'again';
