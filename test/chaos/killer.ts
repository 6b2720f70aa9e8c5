import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type CrashingApp, type CrashPoint, listCrashPoints } from '@app/process';
import type { Child } from '../support/child.js';
import { eventually } from '../support/eventually.js';

/** A process that comes by none of its points in this time is killed wherever it is. */
const PATIENCE_MS = 3_000;
/** The last points are those that a process seldom comes by. */
const PATIENCE_WITH_THE_LAST_MS = 9_000;
const THE_LAST = 5;
/** Those that a chaos run of any length comes by. */
const MET = listCrashPoints({ rare: false });
/** What is rare with a worker is what an api that died has left to it: it dies here until that is over. */
const LEAVES_WORK: readonly CrashPoint[] = ['register.after-commit', 'send.after-call'];

export type Victim = Readonly<{ app: CrashingApp; child: Child }>;

/** Sees to it that processes die at every crash point that is not rare, and counts. */
export class Killer {
  private readonly folder = mkdtempSync(path.join(os.tmpdir(), 'tolem-deaths-'));
  private readonly turns = new Map<CrashingApp, number>();
  private over = false;
  private running: Promise<unknown> = Promise.resolve();

  /** `provoke`: called once the process is there, so that it comes by its points. `isOfTheLast`: only few were not met yet. */
  constructor(
    private readonly victims: readonly Victim[],
    private readonly provoke: (points: readonly string[], isOfTheLast: boolean) => Promise<void>,
  ) {}

  start(): void {
    this.running = Promise.all(this.victims.map((victim) => this.killAgainAndAgain(victim)));
  }

  /** The victims are there and well afterwards. */
  async stop(): Promise<void> {
    this.over = true;
    await this.running;
    await Promise.all(
      this.victims.map(async ({ child }) => {
        await child.end();
        await child.start();
      }),
    );
  }

  forget(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** How often a process of each kind died at each of its points. */
  hits(): Record<string, number> {
    return Object.fromEntries(MET.map(([app, point]) => [`${app} ${point}`, this.deathsAt(app, point)]));
  }

  get hasHitAll(): boolean {
    return Object.values(this.hits()).every((hits) => hits > 0);
  }

  private async killAgainAndAgain({ app, child }: Victim): Promise<void> {
    while (!this.over) {
      const { points, isOfTheLast } = this.nextPoints(app);
      await child.end();
      child.launch({ TOLEM_CRASH_AT: points.join(','), TOLEM_CRASH_LOG: this.logOf(app) });
      if (await child.readyOrGone().catch(() => false)) await this.provoke(points, isOfTheLast);
      const mustBeGone = () => {
        if (child.isAlive && !this.over) throw new Error('still alive');
      };
      const patienceMs = isOfTheLast ? PATIENCE_WITH_THE_LAST_MS : PATIENCE_MS;
      await eventually(mustBeGone, patienceMs).catch(() => undefined);
    }
  }

  /** All that were not met yet, whichever comes first; then one at a time, in turn, now at its first hit and now at a later one. */
  private nextPoints(app: CrashingApp): { points: string[]; isOfTheLast: boolean } {
    const turn = this.turns.get(app) ?? 0;
    this.turns.set(app, turn + 1);
    const all = MET.filter(([victim]) => victim === app).map(([, point]) => point);
    const unmet = all.filter((point) => this.deathsAt(app, point) === 0);
    if (unmet.length > 0) return { points: unmet, isOfTheLast: unmet.length <= THE_LAST };
    const met = app === 'api' && !this.hasHitAll ? LEAVES_WORK : all;
    const hit = this.hasHitAll ? 1 + (turn % 4) : 1;
    return { points: [`${met[turn % met.length]!}:${hit}`], isOfTheLast: false };
  }

  private deathsAt(app: CrashingApp, point: string): number {
    const log = this.logOf(app);
    if (!existsSync(log)) return 0;
    return readFileSync(log, 'utf8')
      .split('\n')
      .filter((line) => line === point).length;
  }

  private logOf(app: CrashingApp): string {
    return path.join(this.folder, `${app}.log`);
  }
}
