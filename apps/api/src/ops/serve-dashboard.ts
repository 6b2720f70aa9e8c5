import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';

const A_YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/** The tab's: as it is at first, and as the band makes it. */
const ICONS = ['icon.svg', 'icon-green.svg', 'icon-amber.svg', 'icon-red.svg'];

/** Nothing inside the document, nothing from elsewhere, and in nobody's frame. */
const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** Beside the built api lies what the dashboard was built to. */
export const builtDashboard = (): string => path.resolve(path.dirname(process.argv[1] ?? ''), '../dashboard');

/**
 * The operations page: files that are the same for everybody, and so public; whatever they show comes from /ops/api, which is
 * not. Every address without an ending is a page of the dashboard, which chooses by itself what to show there. A missing file
 * is missing: HTML in the place of a script would only be understood as a broken one.
 */
export function serveDashboard(server: FastifyInstance, folder: string): void {
  const index = path.join(folder, 'index.html');
  // An api that was built alone has no pages.
  if (!existsSync(index)) return;
  const page = readFileSync(index);
  void server.register(fastifyStatic, {
    root: path.join(folder, 'assets'),
    prefix: '/ops/assets/',
    index: false,
    decorateReply: false,
    // Their names carry a hash of what is in them.
    immutable: true,
    maxAge: A_YEAR_MS,
    preCompressed: true,
    setHeaders: (reply) => void reply.header('x-content-type-options', 'nosniff'),
  });
  for (const name of ICONS) {
    const icon = readFileSync(path.join(folder, name));
    server.get(`/ops/${name}`, (_, reply) =>
      reply.headers({ 'content-type': 'image/svg+xml', 'x-content-type-options': 'nosniff' }).send(icon),
    );
  }
  const sendPage = (reply: FastifyReply) => reply.headers(PAGE_HEADERS).send(page);
  server.get('/ops', (_, reply) => sendPage(reply));
  server.get<{ Params: { '*': string } }>('/ops/*', ({ params: { '*': address } }, reply) =>
    /^api(\/|$)|\.\w+$/.test(address) ? reply.callNotFound() : sendPage(reply),
  );
}
