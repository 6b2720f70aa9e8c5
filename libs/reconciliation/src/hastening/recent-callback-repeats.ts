import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';

/** Shorter than the time by which the poll of a repeat is put off (receive-callback.ts): all that only count come before it. */
const KEPT_FOR_MS = 5_000;

type Recent = {
  readonly taken: Promise<void>;
  readonly count: (repeats: number) => Promise<void>;
  /** The first repeat, which may tell of a second refund that looks like the first to the byte. */
  again?: Promise<void>;
  repeats: number;
};

/**
 * What this process has just taken. The bank repeats, and so can anybody who overheard it: the first repeat is taken like the
 * original, and puts off one more poll; those after it, which come before that poll, are only counted, all in one write, because
 * on its way to the database each would wait for the same row. Only for what is verified: strangers must not fill the memory. A
 * crash loses a count and nothing else.
 */
@Injectable()
export class RecentCallbackRepeats implements BeforeApplicationShutdown {
  private readonly logger = new Logger(RecentCallbackRepeats.name);
  private readonly byKey = new Map<string, Recent>();

  /** Resolves once it was taken, by whichever call. When that fails, all who wait for it fail and the next one takes anew. */
  once(key: string, take: () => Promise<void>, count: Recent['count']): Promise<void> {
    const recent = this.byKey.get(key);
    if (!recent) return this.take(key, take, count);
    if (recent.again) recent.repeats += 1;
    recent.again ??= recent.taken.then(take).catch((error: unknown) => {
      recent.again = undefined;
      throw error;
    });
    return recent.again;
  }

  private take(key: string, take: () => Promise<void>, count: Recent['count']): Promise<void> {
    const taken = take().then(
      () => void setTimeout(() => void this.forget(key), KEPT_FOR_MS).unref(),
      (error) => {
        this.byKey.delete(key);
        throw error;
      },
    );
    this.byKey.set(key, { taken, count, repeats: 0 });
    return taken;
  }

  private async forget(key: string): Promise<void> {
    const recent = this.byKey.get(key);
    this.byKey.delete(key);
    if (!recent?.repeats) return;
    try {
      await recent.count(recent.repeats);
    } catch (error) {
      this.logger.warn({ err: error, repeats: recent.repeats }, 'Repeats of a callback could not be counted');
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([...this.byKey.keys()].map((key) => this.forget(key)));
  }
}
