import type { Session } from '@app/operators';
import { Controller, type MessageEvent, Res, Sse } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Observable } from 'rxjs';
import { CurrentSession, ForOperators } from '../../access.guard.js';
import { Live } from './live.js';

@ForOperators('viewer')
@Controller('ops/api/live')
export class LiveController {
  constructor(private readonly live: Live) {}

  /** Server-sent events: `changed` when something was committed, `beat` to show that the line stands. */
  @Sse()
  listen(
    @CurrentSession() session: Session,
    @Res({ passthrough: true }) { raw }: FastifyReply,
  ): Observable<MessageEvent> {
    // Kept alive for the next request, the line would keep the process from ending.
    raw.once('finish', () => raw.socket?.destroySoon());
    return this.live.listen(session.tokenDigest);
  }
}
