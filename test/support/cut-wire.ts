import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A wire to a server that a test can cut, so that it refuses, or hang, so that it says nothing any more. */
export class Wire {
  private readonly sockets = new Set<Socket>();
  private hanging = false;
  private turnedAway: (() => void) | null = null;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  /** Like this address, but through the wire. */
  static async to(address: string): Promise<Wire> {
    const target = new URL(address);
    const server = createServer((near) => wire.join(near, connect(Number(target.port), target.hostname)));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = new URL(address);
    url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const wire = new Wire(server, url.href);
    return wire;
  }

  async cut(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  /** Until so many more have come and were turned away. */
  async refuse(count: number): Promise<void> {
    let refused = 0;
    const enough = new Promise<void>((resolve) => {
      this.turnedAway = () => {
        refused += 1;
        if (refused === count) resolve();
      };
    });
    this.server.listen(Number(new URL(this.url).port), '127.0.0.1');
    await enough;
    this.turnedAway = null;
    await this.cut();
  }

  /** Connections stand, and new ones are taken, but nothing comes through. */
  hang(): void {
    this.hanging = true;
    for (const socket of this.sockets) socket.pause();
  }

  async mend(): Promise<void> {
    this.hanging = false;
    for (const socket of this.sockets) socket.resume();
    if (this.server.listening) return;
    this.server.listen(Number(new URL(this.url).port), '127.0.0.1');
    await once(this.server, 'listening');
  }

  private join(near: Socket, far: Socket): void {
    if (this.turnedAway) {
      this.turnedAway();
      far.destroy();
      near.destroy();
      return;
    }
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.sockets.add(one);
      one.on('data', (data) => other.write(data));
      one.on('error', () => undefined);
      one.on('close', () => {
        this.sockets.delete(one);
        other.destroy();
      });
      if (this.hanging) one.pause();
    }
  }
}
