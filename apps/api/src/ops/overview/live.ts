import { CommitNotifier } from '@app/database';
import { SessionsRepository } from '@app/operators';
import { type BeforeApplicationShutdown, Injectable, type MessageEvent } from '@nestjs/common';
import {
  auditTime,
  filter,
  map,
  merge,
  Observable,
  ReplaySubject,
  share,
  switchMap,
  takeUntil,
  timer,
} from 'rxjs';

/** After the first of many commits; by then the roll-ups have counted it, too. */
const TOGETHER_MS = 1_000;
/** A page takes the line for dead when two of them are missing. */
const BEAT_MS = 3_000;
const SESSION_MS = 15_000;

/** Tells whoever has a page open that there is something new to read; not what it is, so that nobody is told too much. */
@Injectable()
export class Live implements BeforeApplicationShutdown {
  /** One listener for everybody, and none while no page is open. */
  private readonly commits: Observable<void>;
  /** Also for whoever comes while we end. */
  private readonly ending = new ReplaySubject<void>(1);

  constructor(
    notifier: CommitNotifier,
    private readonly sessions: SessionsRepository,
  ) {
    this.commits = new Observable<void>((heard) => notifier.onNotify(() => heard.next())).pipe(share());
  }

  /** Ends with the session. Holds no connection of the database: it is asked about the session now and then. */
  listen(tokenDigest: string): Observable<MessageEvent> {
    const changes = this.commits.pipe(
      auditTime(TOGETHER_MS),
      map(() => ({ type: 'changed', data: { at: new Date().toISOString() } })),
    );
    const over = timer(0, SESSION_MS).pipe(
      switchMap(() => this.isLive(tokenDigest)),
      filter((live) => !live),
    );
    const beats = timer(0, BEAT_MS).pipe(
      map(() => ({ type: 'beat', data: { at: new Date().toISOString() } })),
    );
    return merge(changes, beats).pipe(takeUntil(merge(over, this.ending)));
  }

  /** Before the server closes: it would wait for the last listener. */
  beforeApplicationShutdown(): void {
    this.ending.next();
  }

  /** A database that does not answer ends nothing: it is asked again. */
  private isLive(tokenDigest: string): Promise<boolean> {
    return this.sessions.isLive(tokenDigest).catch(() => true);
  }
}
