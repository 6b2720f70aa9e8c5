import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Merchant } from '@app/config';

/** What came, as it came. */
export type Received = Readonly<{
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
  socket: Socket;
}>;
type Answer = (response: ServerResponse, call: Received) => void;

/** For tests: a server of the test's own in the place of the gateway. Only the test knows how it answers. */
export class AGateway {
  readonly received: Received[] = [];
  private answer: Answer = (response) => response.end('{}');
  private readonly server = createServer((request, response) => void this.take(request, response));

  static async start(): Promise<AGateway> {
    const gateway = new AGateway();
    await new Promise<void>((resolve) => gateway.server.listen(0, '127.0.0.1', resolve));
    return gateway;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get merchant(): Merchant {
    return aMerchant({ baseUrl: `${this.origin}/payment/rest/` });
  }

  /** From now on, every call is answered so. */
  answers(answer: Answer): void {
    this.received.length = 0;
    this.answer = answer;
  }

  says(body: unknown, status = 200): void {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    this.answers((response) => response.writeHead(status, { 'content-type': 'application/json' }).end(text));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = '', url = '', headers, socket } = request;
    const call = { method, url, headers, body: Buffer.concat(chunks).toString('utf8'), socket };
    this.received.push(call);
    this.answer(response, call);
  }
}

/** A merchant with a password that no encoding may harm. */
export const aMerchant = (changes: Partial<Merchant> = {}): Merchant => ({
  id: 'm',
  baseUrl: 'http://127.0.0.1:1/payment/rest/',
  login: 'shop-api',
  password: 'pä?%&+=; Құпия#',
  plainHttp: false,
  paymentPageHosts: ['bank.example'],
  currencies: ['KZT'],
  kazakhLanguageCode: 'kk',
  callbackKeys: [],
  dynamicCallbackUrl: false,
  aftercareDays: [1, 3, 7, 14, 30, 60, 90, 120],
  timeZone: 'Asia/Almaty',
  ...changes,
});
