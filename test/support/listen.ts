import { get, type IncomingMessage } from 'node:http';

/** One server-sent event. */
export type Heard = Readonly<{ type: string; data: any }>;

/** A page that listens, on a line of its own: what it has heard so far, until the server or it ends the line. */
export class Listener {
  readonly heard: Heard[] = [];
  ended = false;
  private text = '';

  private constructor(private readonly line: IncomingMessage) {
    line.setEncoding('utf8');
    line.on('data', (text: string) => this.read(text));
    line.on('error', () => undefined);
    line.on('close', () => {
      this.ended = true;
    });
  }

  /** Resolves with the first thing that is said. */
  static open(url: URL, cookie: string): Promise<Listener> {
    return new Promise((resolve, reject) => {
      const headers = { cookie, accept: 'text/event-stream' };
      const request = get(url, { headers, agent: false }, (line) => {
        if (line.statusCode === 200) resolve(new Listener(line));
        else reject(new Error(`${url.pathname} answered ${line.statusCode}`));
      });
      request.on('error', reject);
    });
  }

  types(): string[] {
    return this.heard.map(({ type }) => type);
  }

  leave(): void {
    this.line.destroy();
  }

  private read(text: string): void {
    const blocks = (this.text + text).split('\n\n');
    this.text = blocks.pop()!;
    this.heard.push(...blocks.flatMap(readBlock));
  }
}

function readBlock(block: string): Heard[] {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
  const [type, data] = [field('event'), field('data')];
  return type && data ? [{ type, data: JSON.parse(data) }] : [];
}
