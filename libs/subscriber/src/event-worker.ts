import { setTimeout as sleep } from 'node:timers/promises';
import { type IQueueBackend, type Job, Worker } from 'bullmq';
import { type EventStore, openStore, RETRY_MS } from './event-store.js';
import { eventsQueue } from './events/events-queue.js';

/** A connection that does not answer any more is left behind after this. */
const GOODBYE_MS = 2_000;
/** A consumer that dies with an event in hand has not refused it: BullMQ would give the event up at its second death. */
const MAX_STALLED = 1_000_000;

type Options = Readonly<{
  subscription: string;
  url: string;
  handle: (payload: unknown) => Promise<void>;
  onError: (error: Error) => void;
  closeTimeoutMs: number;
}>;

/** The BullMQ worker of one subscription, from the moment its store answers until it is closed. */
export class EventWorker {
  readonly ready: Promise<void>;
  private readonly store: EventStore;
  private readonly closing = new AbortController();
  /** On either backend. */
  private worker?: Worker<unknown, void, string, IQueueBackend>;
  private giveUp: () => void = () => undefined;
  private closed?: Promise<void>;

  constructor(private readonly options: Options) {
    this.store = openStore(options.url, options.onError);
    this.ready = this.start();
    // Whoever awaits it hears of it; for everybody else it is in onError.
    this.ready.catch(() => undefined);
  }

  close(): Promise<void> {
    return (this.closed ??= this.end());
  }

  private async start(): Promise<void> {
    await this.store.reachable(this.closing.signal);
    this.closing.signal.throwIfAborted();
    const { onError } = this.options;
    const { name, prefix } = eventsQueue(this.options.subscription);
    const worker = new Worker<unknown, void, string, IQueueBackend>(
      name,
      (job: Job) => this.handle(job),
      {
        connection: this.store.connection,
        prefix,
        concurrency: 1,
        runRetryDelay: RETRY_MS,
        maxStalledCount: MAX_STALLED,
      },
      this.store.backend,
    );
    worker.on('error', onError);
    worker.on('failed', (_job, error) => onError(error));
    this.worker = worker;
    await worker.waitUntilReady();
  }

  private handle(job: Job): Promise<void> {
    return new Promise((resolve, reject) => {
      // The job goes back to its queue; the handler itself cannot be stopped.
      this.giveUp = () => reject(new Error(`Event ${job.id}: its handler had not finished when we closed`));
      // What is not an Error could not be kept with the job.
      const fail = (error: unknown) => reject(error instanceof Error ? error : new Error(String(error)));
      this.options.handle(job.data).then(resolve, fail);
    });
  }

  private async end(): Promise<void> {
    this.closing.abort(new Error('The subscriber was closed before it was ready'));
    const { closeTimeoutMs } = this.options;
    const timer = setTimeout(() => this.giveUp(), closeTimeoutMs);
    const left = new AbortController();
    await Promise.race([
      this.worker?.close(),
      sleep(closeTimeoutMs + GOODBYE_MS, undefined, { signal: left.signal }).catch(() => undefined),
    ]);
    left.abort();
    clearTimeout(timer);
    await this.store.close();
  }
}
