import { useEffect, useSyncExternalStore } from 'react';
import { refetchLive } from './queries.js';

export type Liveness = 'connecting' | 'live' | 'broken';

const AT_MOST_EVERY_MS = 1_000;
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

/** While the pages are shown: whenever something was committed, what is on screen is fetched anew, once a second at most. */
export function useLiveStream(signedIn: boolean): void {
  useEffect(() => {
    if (!signedIn) return;
    const stream = new LiveStream();
    return () => stream.close();
  }, [signedIn]);
}

class LiveStream {
  private source = this.open();
  private refetchTimer: number | undefined;
  private openTimer: number | undefined;
  private refetchedAt = 0;

  close(): void {
    this.source.close();
    window.clearTimeout(this.refetchTimer);
    window.clearTimeout(this.openTimer);
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
    this.refetchTimer ??= window.setTimeout(
      () => {
        this.refetchTimer = undefined;
        this.refetchedAt = Date.now();
        void refetchLive();
      },
      Math.max(0, this.refetchedAt + AT_MOST_EVERY_MS - Date.now()),
    );
  }
}
