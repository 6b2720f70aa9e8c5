import type { INestApplication } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';

const IDLE_SWEEP_MS = 100;
/** Of the ten seconds that closing may take: what still has no answer by then is cut off, so that the rest can close. */
const REQUESTS_MS = 8_000;

type Connections = Readonly<{ closeIdleConnections(): void; closeAllConnections(): void }>;

/**
 * The end of this process. It is told first: not ready any more, so that load balancers stop sending here, but everything is
 * answered for the grace time. Then it closes.
 */
export class Shutdown {
  /** How long a load balancer may take to read that this process is not ready. */
  graceMs = 0;
  private begun = false;

  get hasBegun(): boolean {
    return this.begun;
  }

  async end(app: INestApplication): Promise<void> {
    this.begun = true;
    await sleep(this.graceMs);
    await closing(app.getHttpServer() as Connections, () => app.close());
  }
}

/** A connection that falls idle after the server has stopped listening would be kept for its next request. */
async function closing(server: Connections, close: () => Promise<void>): Promise<void> {
  const sweep = setInterval(() => server.closeIdleConnections(), IDLE_SWEEP_MS);
  const cutOff = setTimeout(() => server.closeAllConnections(), REQUESTS_MS);
  try {
    await close();
  } finally {
    clearInterval(sweep);
    clearTimeout(cutOff);
  }
}
