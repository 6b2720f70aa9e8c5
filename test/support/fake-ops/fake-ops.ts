import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import path from 'node:path';
import { serveDashboard } from '../../../apps/api/src/ops/serve-dashboard.js';
import { ROOT } from '../child.js';
import type { Band } from '../../../libs/reports/src/overview/band.report.js';
import { Asks } from './asks.js';
import { bandOf } from './band.js';
import { FakeSessions } from './fake-sessions.js';
import { listOrders, showOrder } from './orders.js';
import { overviewOf } from './overview.js';
import { problem } from './problem.js';
import { Stuck } from './stuck.js';
import { auditTrail } from './trail.js';
import type { Wire } from './wire.js';

type Query = Record<string, string | string[] | undefined>;

/** The built pages as the api serves them, above an /ops/api made of believable data: every reason there is, and some more. */
export class FakeOps {
  readonly sessions = new FakeSessions();
  readonly stuck: Stuck;
  /** Parts of the overview that cannot be read: null, as the api answers then. */
  unreadable: Readonly<Record<string, null>> = {};
  /** What the band tells, where it is not what usually is wrong here. */
  band: Wire<Band> | null = null;
  /** The line for news stays open, and nothing comes through it. */
  silent = false;
  /** Calls that changed something, as they came. */
  readonly calls: { method: string; path: string; body: unknown }[] = [];
  private readonly asks: Asks;
  private readonly streams = new Set<FastifyReply>();
  private readonly beating = setInterval(() => this.beat(), 1_000);
  private server!: FastifyInstance;
  url = '';

  constructor(rows = 340) {
    this.stuck = new Stuck(rows);
    this.asks = new Asks(this.stuck);
  }

  static async start(rows?: number, port = 0): Promise<FakeOps> {
    const fake = new FakeOps(rows);
    fake.server = fastify();
    serveDashboard(fake.server, path.join(ROOT, 'dist/apps/dashboard'));
    await fake.server.register((routes) => fake.serve(routes), { prefix: '/ops/api' });
    fake.url = await fake.server.listen({ port, host: '127.0.0.1' });
    return fake;
  }

  async stop(): Promise<void> {
    clearInterval(this.beating);
    for (const stream of this.streams) stream.raw.end();
    await this.server.close();
  }

  /** How many pages listen for news. */
  get listeners(): number {
    return this.streams.size;
  }

  /** News, as after a commit. */
  tell(): void {
    for (const { raw } of this.streams)
      raw.write(`event: changed\ndata: {"at":"${new Date().toISOString()}"}\n\n`);
  }

  private beat(): void {
    if (this.silent) return;
    for (const { raw } of this.streams) raw.write('event: beat\ndata: {}\n\n');
  }

  private async serve(api: FastifyInstance): Promise<void> {
    api.addHook('preHandler', async (request, reply) => this.guard(request, reply));
    this.sessions.serve(api);
    api.get('/overview', () => ({ ...overviewOf(this.stuck), ...this.unreadable }));
    api.get('/band', () => this.band ?? bandOf(this.stuck));
    api.get('/operators', () => this.sessions.list());
    api.get<{ Querystring: Query }>('/audit', ({ query }) => auditTrail(query));
    api.get<{ Querystring: Query }>('/stuck', ({ query }) => this.stuck.list(query));
    api.get('/stuck.csv', (_, reply) => reply.type('text/csv').send('reason,since\n'));
    api.get<{ Querystring: Record<string, string | undefined> }>('/orders', ({ query }) =>
      listOrders(this.stuck, query),
    );
    api.get<{ Params: { id: string } }>('/orders/:id', ({ params: { id } }, reply) => {
      return showOrder(this.stuck, id) ?? problem(reply, 404, 'ORDER_NOT_FOUND', `no order ${id}`);
    });
    api.post<{ Body: { dryRun?: boolean; ids?: string[]; filter?: Query } }>(
      '/stuck/ask',
      ({ body }, reply) => {
        if (body.ids?.length === 0) return problem(reply, 400, 'INVALID_REQUEST', 'ids: too few');
        return body.dryRun ? this.asks.plan(body) : reply.code(202).send(this.asks.begin(body));
      },
    );
    api.get<{ Params: { id: string } }>('/asks/:id', ({ params }) => this.asks.progress(params.id));
    api.post<{ Body: { ids: string[] } }>('/cases/close', ({ body: { ids } }) => this.stuck.close(ids));
    api.put<{ Params: { id: string }; Body: { assignee: string | null } }>(
      '/cases/:id/assignee',
      ({ params: { id }, body: { assignee } }, reply) =>
        this.stuck.assign(id, assignee) ?? problem(reply, 409, 'CASE_CLOSED', `Case ${id} is closed already`),
    );
    api.post('/cases/:id/comments', () => ({}));
    api.post<{ Params: { id: string } }>('/cases/:id/close', ({ params: { id } }) => this.stuck.close([id]));
    api.post('/orders/:id/ask', (_, reply) => reply.code(202).send({ registrations: 1 }));
    api.post('/orders/:id/payment-link', () => ({ paymentUrl: 'https://bank.example/pay?mdOrder=7f3a' }));
    api.post('/orders/:id/replay', (_, reply) => reply.code(202).send({ jobId: 'e-r1' }));
    api.post<{ Params: { id: string } }>('/orders/:id/resolve', ({ params: { id } }) =>
      showOrder(this.stuck, id),
    );
    api.get('/live', (request, reply) => this.stream(request, reply));
  }

  private async guard(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const isSignIn = request.url === '/ops/api/session' && request.method !== 'DELETE';
    const session = this.sessions.find(request);
    if (!session && !isSignIn) return problem(reply, 401, 'UNAUTHORIZED', 'Sign in');
    if (request.method === 'GET' || isSignIn) return;
    if (request.headers['x-csrf-token'] !== session?.csrf)
      return problem(reply, 403, 'FORBIDDEN', 'The token is missing or wrong');
    this.calls.push({
      method: request.method,
      path: request.url.replace('/ops/api', ''),
      body: request.body,
    });
  }

  private stream({ raw }: FastifyRequest, reply: FastifyReply): void {
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    this.streams.add(reply);
    this.beat();
    raw.once('close', () => this.streams.delete(reply));
  }
}
