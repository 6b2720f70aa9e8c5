import { crashPoint } from '@app/process';
import { Injectable, Logger } from '@nestjs/common';
import { QueueSink } from './sinks/queue-sink.js';
import { type Place, Subscriptions } from './subscriptions.repository.js';

/**
 * Finds subscriptions whose queue knows less than their cursor (a store that was wiped or restored) and moves the cursor back,
 * so that what was lost is handed over again: at least once is a promise of ours, not of the store.
 */
@Injectable()
export class RewindLost {
  private readonly logger = new Logger(RewindLost.name);

  constructor(
    private readonly subscriptions: Subscriptions,
    private readonly queues: QueueSink,
  ) {}

  /** Answers how many subscriptions go back. */
  async execute(): Promise<number> {
    // Cursors first: a mark is written before its cursor, so it is never behind a cursor that was read earlier.
    const places = await this.subscriptions.listStarted();
    if (places.length === 0) return 0;
    const marks = await this.queues.readMarks(places.map(({ name }) => name));
    let rewound = 0;
    for (const [at, place] of places.entries()) {
      const mark = marks[at] ?? null;
      if ((mark === null || mark < place.cursor) && (await this.rewind(place, mark))) rewound += 1;
    }
    return rewound;
  }

  private async rewind(place: Place, mark: bigint | null): Promise<boolean> {
    const cursor = await this.subscriptions.rewind(place, mark);
    if (cursor === null) return false;
    // A crash before this line rewinds once more: events twice, never none.
    crashPoint('rewind.after-cursor');
    await this.queues.plantMark(place.name, cursor);
    crashPoint('rewind.after-mark');
    this.logger.warn(
      `The queue of ${place.name} has lost events: they are handed over again from position ${cursor} to ${place.cursor}`,
    );
    return true;
  }
}
