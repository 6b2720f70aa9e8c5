import { useEffect, useSyncExternalStore } from 'react';
import { refetchLive, refetchOverview, refetchQuick } from './queries.js';

export type Liveness = 'connecting' | 'live' | 'broken';

const QUICK_EVERY_MS = 1_000;
/** It counts over everything there is. */
const OVERVIEW_EVERY_MS = 5_000;
const OPEN_AGAIN_MS = 5_000;
/** The service beats every three seconds; a line that is silent for longer may be open, and yet nobody is at its other end. */
const SILENT_AFTER_MS = 8_000;
const LISTEN_EVERY_MS = 1_000;

let liveness: Liveness = 'connecting';
const listeners = new Set<() => void>();
function tell(now: Liveness): void {
  if (liveness === now) return;
  liveness = now;
  for (const listener of listeners) listener();
}

export const useLiveness = (): Liveness =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => liveness,
  );

/**
 * While the page is looked at: whenever something was committed, what is on screen is fetched anew. A hidden page listens to
 * nothing: a browser opens six lines to one service and no more, and the seventh page would stand still.
 */
export function useLiveStream(signedIn: boolean): void {
  useEffect(() => {
    if (!signedIn) return;
    let stream = document.hidden ? null : new LiveStream();
    function turn(): void {
      if (document.hidden) {
        stream?.close();
        stream = null;
      } else if (!stream) {
        stream = new LiveStream();
        void refetchLive();
      }
    }
    document.addEventListener('visibilitychange', turn);
    return () => {
      document.removeEventListener('visibilitychange', turn);
      stream?.close();
    };
  }, [signedIn]);
}

class LiveStream {
  private readonly refetches = [
    new Seldom(refetchQuick, QUICK_EVERY_MS),
    new Seldom(refetchOverview, OVERVIEW_EVERY_MS),
  ];
  private openTimer: number | undefined;
  private heardAt = Date.now();
  private readonly watch = window.setInterval(() => this.listen(), LISTEN_EVERY_MS);
  private source = this.open();

  close(): void {
    this.source.close();
    window.clearTimeout(this.openTimer);
    window.clearInterval(this.watch);
    for (const refetch of this.refetches) refetch.forget();
    tell('connecting');
  }

  private open(): EventSource {
    const source = new EventSource('/ops/api/live');
    source.addEventListener('beat', () => this.hear());
    source.addEventListener('changed', () => {
      this.hear();
      this.refetchSoon();
    });
    source.addEventListener('error', () => {
      tell('broken');
      // The session may have ended, which only an ordinary answer tells.
      this.refetchSoon();
      // A browser tries again by itself after a torn line, and never after an answer like 503.
      if (source.readyState === EventSource.CLOSED) this.openSoon();
    });
    return source;
  }

  /** Only what is heard makes the page live, not that a line is open. What happened in a silence was missed. */
  private hear(): void {
    this.heardAt = Date.now();
    if (liveness === 'broken') this.refetchSoon();
    tell('live');
  }

  private listen(): void {
    if (Date.now() - this.heardAt < SILENT_AFTER_MS) return;
    this.heardAt = Date.now();
    this.source.close();
    tell('broken');
    this.openSoon(0);
  }

  private openSoon(afterMs = OPEN_AGAIN_MS): void {
    window.clearTimeout(this.openTimer);
    this.openTimer = window.setTimeout(() => (this.source = this.open()), afterMs);
  }

  private refetchSoon(): void {
    for (const refetch of this.refetches) refetch.soon();
  }
}

/** Does something soon, once for all who want it meanwhile, and not again before so much time has passed. */
class Seldom {
  private timer: number | undefined;
  private doneAt = 0;

  constructor(
    private readonly deed: () => Promise<void>,
    private readonly everyMs: number,
  ) {}

  soon(): void {
    this.timer ??= window.setTimeout(
      () => {
        this.timer = undefined;
        this.doneAt = Date.now();
        void this.deed();
      },
      Math.max(0, this.doneAt + this.everyMs - Date.now()),
    );
  }

  forget(): void {
    window.clearTimeout(this.timer);
    this.timer = undefined;
  }
}
