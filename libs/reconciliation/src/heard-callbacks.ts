import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';

/** Shorter than the time in which a repeat makes us ask no sooner (receive-callback.ts), so no reason to ask is lost. */
const HEARD_FOR_MS = 5_000;

type Heard = Readonly<{ taken: Promise<void>; count: (repeats: number) => Promise<void> }> & {
  repeats: number;
};

/**
 * What this process has just taken. The bank repeats, and so can whoever overheard it: a repeat soon after is only counted, and
 * all of them are written down at once, because on its way to the database each would wait for the same row. Only for
 * what is verified: strangers must not fill the memory. A crash loses a count and nothing else.
 */
@Injectable()
export class HeardCallbacks implements BeforeApplicationShutdown {
  private readonly logger = new Logger(HeardCallbacks.name);
  private readonly byKey = new Map<string, Heard>();

  /** Resolves once it was taken, by whichever call. When that fails, all who wait for it fail and the next one takes anew. */
  once(key: string, take: () => Promise<void>, count: Heard['count']): Promise<void> {
    const known = this.byKey.get(key);
    if (known) known.repeats += 1;
    return known?.taken ?? this.take(key, take, count);
  }

  private take(key: string, take: () => Promise<void>, count: Heard['count']): Promise<void> {
    const taken = take().then(
      () => void setTimeout(() => void this.forget(key), HEARD_FOR_MS).unref(),
      (error) => {
        this.byKey.delete(key);
        throw error;
      },
    );
    this.byKey.set(key, { taken, count, repeats: 0 });
    return taken;
  }

  private async forget(key: string): Promise<void> {
    const heard = this.byKey.get(key);
    this.byKey.delete(key);
    if (!heard?.repeats) return;
    try {
      await heard.count(heard.repeats);
    } catch (error) {
      this.logger.warn({ err: error, repeats: heard.repeats }, 'Repeats of a callback could not be counted');
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([...this.byKey.keys()].map((key) => this.forget(key)));
  }
}
