import { TolemConfig } from '@app/config';
import { CommitNotifier } from '@app/database';
import { FindOrder, type Registration, RegistrationsRepository } from '@app/orders';
import { Hasten } from '@app/reconciliation';
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Public } from '../access.guard.js';
import { isHastenOwed, locationFor, mayPay } from './decide.js';
import { unknownPage } from './notice-pages.js';
import { sendPage } from './send-page.js';
import { readQuery, visitOf } from './visit.js';
import { waitingPage } from './waiting-page.js';

/** The payer sees an empty page meanwhile: brief, but long enough for one question to the bank. */
const WAIT_MS = 2_500;

/** What we give out; anything else is not looked up. */
const TOKEN = /^[\w-]{32}$/;

/**
 * The payer's way back from the bank: the token says which order, the bank says what became of it. By which of the two addresses the
 * bank sends a payer back, and what is in the query, says at most how long to wait.
 */
@Public()
@Controller('pay')
export class ReturnController {
  constructor(
    private readonly config: TolemConfig,
    private readonly registrations: RegistrationsRepository,
    private readonly findOrder: FindOrder,
    private readonly hasten: Hasten,
    private readonly commits: CommitNotifier,
  ) {}

  @Get('return/:token')
  async comeBack(
    @Param('token') token: string,
    @Query() query: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.receive(token, { ...readQuery(query), failed: undefined }, reply);
  }

  /** The address that the bank has for payments that failed. */
  @Get('fail/:token')
  async comeBackFailed(
    @Param('token') token: string,
    @Query() query: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.receive(token, { ...readQuery(query), failed: '1' }, reply);
  }

  /** What the waiting page asks for: `location` once it is decided; `payable` once the bank has said that it waits for a payer. */
  @Get('status/:token')
  async status(
    @Param('token') token: string,
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ decided: boolean; location?: string; payable?: boolean }> {
    void reply.header('cache-control', 'no-store');
    const registration = await this.findByToken(token);
    if (!registration) {
      void reply.status(404);
      return { decided: false };
    }
    const found = await this.findOrder.mustFind(registration.orderId);
    const visit = visitOf(readQuery(query), found.now, registration.returnedAt);
    const location = locationFor(found, visit);
    if (location) return { decided: true, location };
    if (isHastenOwed(registration, found.now, visit)) await this.hasten.execute(registration.id, 'return');
    return { decided: false, payable: mayPay(found, visit) };
  }

  private async receive(
    token: string,
    query: ReturnType<typeof readQuery>,
    reply: FastifyReply,
  ): Promise<void> {
    const registration = await this.findByToken(token);
    if (!registration) return sendPage(reply, 404, unknownPage());
    const { now } = await this.findOrder.mustFind(registration.orderId);
    const visit = visitOf(query, now);
    // The waiting page that loads itself again wishes for no more than its script does, and has waited already.
    const isNew = query.since === undefined;
    if (isNew || isHastenOwed(registration, now, visit)) await this.hasten.execute(registration.id, 'return');
    const decide = async () => locationFor(await this.findOrder.mustFind(registration.orderId), visit);
    const location = await this.commits.waitUntil(registration.orderId, decide, isNew ? WAIT_MS : 0);
    if (location) return void reply.header('cache-control', 'no-store').redirect(location, 303);
    const found = await this.findOrder.mustFind(registration.orderId);
    const shopName = this.config.file.shops.find(({ id }) => id === found.order.shopId)?.name;
    sendPage(reply, 200, waitingPage({ token, found, visit, shopName }));
  }

  private async findByToken(token: string): Promise<Registration | null> {
    return TOKEN.test(token) ? this.registrations.findByReturnToken(token) : null;
  }
}
