import { renderPage, type WebPage } from '@app/web-page';
import type { FastifyReply } from 'fastify';

export function sendPage(reply: FastifyReply, status: number, page: WebPage): void {
  const { headers, text } = renderPage(page);
  void reply.status(status).headers(headers).send(text);
}
