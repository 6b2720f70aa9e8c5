import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { framed } from './pages/frame.js';
import { noticePage } from './pages/notice-page.js';

const NOTICES: Readonly<Record<number, readonly [title: string, text: string]>> = {
  404: ['There is nothing here', 'We know no such order or page. Please check the address.'],
  500: ['Something went wrong in the shop', 'Please try again in a minute. No order is lost by this.'],
};
const UNREADABLE = ['We did not understand that', 'Please go back to the shop and try again.'] as const;

/** Every error as a page that tells a payer what to do, and nothing of how the shop works inside. */
@Catch()
export class ErrorPageFilter implements ExceptionFilter {
  private readonly logger = new Logger(ErrorPageFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const known = (error ?? {}) as { statusCode?: number; status?: number };
    const status = known.statusCode ?? known.status ?? 500;
    if (status >= 500) this.logger.error(error);
    const [title, text] = NOTICES[status] ?? UNREADABLE;
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    void reply.status(status).send(framed(reply, noticePage({ title, text })));
  }
}
