import { inTime } from './in-time.js';

const ANSWER_WITHIN_MS = 5_000;
const AGAIN_MS = 60_000;

/** One store, and what there is to say of it. */
export class WatchedStore {
  private asking = false;
  private awaySinceMs: number | null = null;
  private saidAtMs = 0;

  constructor(
    private readonly name: string,
    private readonly question: () => Promise<unknown>,
    private readonly say: (text: string) => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Never throws. One that hangs is asked again only when that has failed. */
  async ask(): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    try {
      await inTime(this.question(), ANSWER_WITHIN_MS);
      this.answered();
    } catch {
      this.failed();
    } finally {
      this.asking = false;
    }
  }

  private answered(): void {
    if (this.awaySinceMs === null) return;
    this.say(`${this.name} is back after ${this.seconds()} s`);
    this.awaySinceMs = null;
  }

  private failed(): void {
    const begins = this.awaySinceMs === null;
    this.awaySinceMs ??= this.now();
    if (!begins && this.now() < this.saidAtMs + AGAIN_MS) return;
    this.saidAtMs = this.now();
    this.say(begins ? `${this.name} is away` : `${this.name} has been away for ${this.seconds()} s`);
  }

  private seconds(): number {
    return Math.round((this.now() - (this.awaySinceMs ?? 0)) / 1_000);
  }
}
