import { CommitBell } from '@app/database';
import { FindOrder, type Registration, RegistrationsRepository } from '@app/orders';
import { Hasten } from '@app/reconciliation';
import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Public } from '../access.guard.js';
import { isPayable, locationFor } from './decide.js';
import { sendPage } from './send-page.js';
import { unknownPage, waitingPage } from './waiting-page.js';

/** The payer sees an empty page meanwhile: brief, but long enough for one question to the bank. */
const WAIT_MS = 2_500;

/** What we give out; anything else is not looked up. */
const TOKEN = /^[\w-]{32}$/;

/** The payer's way back from the bank. Nothing in the query is believed: the token says which order, the bank says what. */
@Public()
@Controller('pay')
export class ReturnController {
  constructor(
    private readonly registrations: RegistrationsRepository,
    private readonly findOrder: FindOrder,
    private readonly hasten: Hasten,
    private readonly bell: CommitBell,
  ) {}

  @Get('return/:token')
  async comeBack(@Param('token') token: string, @Res() reply: FastifyReply): Promise<void> {
    const registration = await this.findByToken(token);
    if (!registration) return sendPage(reply, 404, unknownPage());
    await this.hasten.execute(registration.id, 'return');
    const decide = async () => locationFor(await this.findOrder.mustFind(registration.orderId));
    const location = await this.bell.waitUntil(registration.orderId, decide, WAIT_MS);
    if (location) return void reply.header('cache-control', 'no-store').redirect(location, 303);
    sendPage(reply, 200, waitingPage(token, await this.findOrder.mustFind(registration.orderId)));
  }

  /** What the waiting page asks for: `location` once it is decided; `payable` while the page at the bank is open. */
  @Get('status/:token')
  async status(
    @Param('token') token: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ decided: boolean; location?: string; payable?: boolean }> {
    void reply.header('cache-control', 'no-store');
    const registration = await this.findByToken(token);
    if (!registration) {
      void reply.status(404);
      return { decided: false };
    }
    const found = await this.findOrder.mustFind(registration.orderId);
    const location = locationFor(found);
    if (location) return { decided: true, location };
    return { decided: false, payable: isPayable(found) };
  }

  private async findByToken(token: string): Promise<Registration | null> {
    return TOKEN.test(token) ? this.registrations.findByReturnToken(token) : null;
  }
}
