import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { toAppError } from '../app-error.filter.js';
import { sendPage } from './send-page.js';
import { sorryPage } from './waiting-page.js';

/** A payer is a person with a browser: whatever goes wrong, he sees a page and not a problem document. */
@Catch()
export class PayPageFilter implements ExceptionFilter {
  private readonly logger = new Logger(PayPageFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    if (!toAppError(error)) this.logger.error(error);
    sendPage(host.switchToHttp().getResponse<FastifyReply>(), 503, sorryPage());
  }
}
