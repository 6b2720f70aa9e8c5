import { Logger } from '@nestjs/common';

const AFTER_FAILURE_MS = 1_000;

/** Runs one piece of work over and over, never twice at once. The work answers how long to rest; a nudge ends the rest. */
export class Loop {
  private readonly logger: Logger;
  private running: Promise<void> = Promise.resolve();
  private timer?: NodeJS.Timeout;
  private soon?: NodeJS.Timeout;
  private busy = false;
  private nudged = false;
  private stopped = true;

  constructor(
    name: string,
    private readonly work: () => Promise<number>,
  ) {
    this.logger = new Logger(name);
  }

  start(): void {
    this.stopped = false;
    this.nudge();
  }

  /** Run now, or once more as soon as the present run is over. */
  nudge(): void {
    this.nudged = true;
    if (this.stopped || this.busy) return;
    clearTimeout(this.timer);
    this.busy = true;
    this.running = this.run();
  }

  /** Run within this time, once for everybody who wants it meanwhile. */
  nudgeWithin(milliseconds: number): void {
    this.soon ??= setTimeout(() => {
      this.soon = undefined;
      this.nudge();
    }, milliseconds);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.soon);
    clearTimeout(this.timer);
    await this.running;
  }

  private async run(): Promise<void> {
    let restMs = 0;
    while (this.nudged && !this.stopped) {
      this.nudged = false;
      restMs = await this.runOnce();
    }
    // In one step with the last look at `nudged`: a nudge in between would be lost.
    this.busy = false;
    if (!this.stopped) this.timer = setTimeout(() => this.nudge(), restMs);
  }

  /** One failure never stops the loop. */
  private async runOnce(): Promise<number> {
    try {
      return await this.work();
    } catch (error) {
      this.logger.error(error);
      return AFTER_FAILURE_MS;
    }
  }
}
