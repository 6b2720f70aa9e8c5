import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { framed } from './pages/frame.js';
import { noticePage } from './pages/notice-page.js';
import { textsFor } from './visitor.js';

const NOTICES = { 404: 'notFound', 500: 'broken' } as const;

/** Every error as a page that tells a payer what to do, and nothing of how the shop works inside. */
@Catch()
export class ErrorPageFilter implements ExceptionFilter {
  private readonly logger = new Logger(ErrorPageFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const known = (error ?? {}) as { statusCode?: number; status?: number };
    const status = known.statusCode ?? known.status ?? 500;
    if (status >= 500) this.logger.error(error);
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const texts = textsFor(reply);
    const [title, text] = texts.notices[NOTICES[status as keyof typeof NOTICES] ?? 'unreadable'];
    void reply.status(status).send(framed(reply, noticePage(texts, { title, text })));
  }
}
