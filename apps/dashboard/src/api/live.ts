import { useEffect, useSyncExternalStore } from 'react';
import { refetchLive, refetchOverview, refetchQuick } from './queries.js';

export type Liveness = 'connecting' | 'live' | 'broken';

const QUICK_EVERY_MS = 1_000;
/** It counts over everything there is. */
const OVERVIEW_EVERY_MS = 5_000;
const OPEN_AGAIN_MS = 5_000;

let liveness: Liveness = 'connecting';
const listeners = new Set<() => void>();
function tell(now: Liveness): void {
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
  private source = this.open();

  close(): void {
    this.source.close();
    window.clearTimeout(this.openTimer);
    for (const refetch of this.refetches) refetch.forget();
    tell('connecting');
  }

  private open(): EventSource {
    const source = new EventSource('/ops/api/live');
    source.addEventListener('open', () => tell('live'));
    source.addEventListener('changed', () => this.refetchSoon());
    source.addEventListener('error', () => {
      tell('broken');
      // The session may have ended, which only an ordinary answer tells.
      this.refetchSoon();
      // A browser tries again by itself after a torn line, and never after an answer like 503.
      if (source.readyState !== EventSource.CLOSED) return;
      this.openTimer = window.setTimeout(() => (this.source = this.open()), OPEN_AGAIN_MS);
    });
    return source;
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
