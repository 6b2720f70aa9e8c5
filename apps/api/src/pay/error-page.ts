import { type AppError, ERRORS } from '@app/kernel';
import type { FastifyReply } from 'fastify';
import { sendPage } from './send-page.js';
import { sorryPage, unknownPage } from './notice-pages.js';

/** All under /pay but where the bank calls back, and what the script of the waiting page asks. */
export const isForPayers = (url: string): boolean => /^\/pay(?=[/?]|$)(?!\/(callback|status)\b)/.test(url);

/** A payer is a person with a browser: whatever goes wrong, he sees a page and not a problem document. */
export function sendErrorPage(reply: FastifyReply, { code }: AppError): void {
  if (ERRORS[code].status < 500) sendPage(reply, 404, unknownPage());
  else sendPage(reply, 503, sorryPage());
}
