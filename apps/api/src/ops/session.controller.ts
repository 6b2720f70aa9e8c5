import { TolemConfig } from '@app/config';
import { AppError } from '@app/kernel';
import { csrfOf, type Role, type Session, SESSION_SECONDS, SignIn, SignOut } from '@app/operators';
import { Body, Controller, Delete, Get, Header, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CurrentSession, ForOperators, Public } from '../access.guard.js';
import { noSessionCookie, readSessionToken, sessionCookie } from '../session-cookie.js';
import { isSameOrigin } from './same-origin.js';

const CREDENTIALS = z.strictObject({
  name: z.string().min(1).max(200),
  password: z.string().min(1).max(1_000),
});
type Credentials = z.output<typeof CREDENTIALS>;
type SessionView = Readonly<{ name: string; role: Role; csrf: string }>;

@Controller('ops/api/session')
export class SessionController {
  private readonly publicUrl: string;
  private readonly secure: boolean;

  constructor(
    { environment }: TolemConfig,
    private readonly signIn: SignIn,
    private readonly signOut: SignOut,
  ) {
    this.publicUrl = environment.PUBLIC_URL;
    this.secure = new URL(this.publicUrl).protocol === 'https:';
  }

  @Post()
  @HttpCode(200)
  @Public()
  @Header('cache-control', 'no-store')
  async begin(
    @Req() { headers, ip }: FastifyRequest,
    @Body({ schema: CREDENTIALS }) body: Credentials,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    if (!isSameOrigin(headers, this.publicUrl))
      throw new AppError('FORBIDDEN', 'Operators sign in at the page of Tolem itself');
    const earlierToken = readSessionToken(headers.cookie);
    const signedIn = await this.signIn.execute({ ...body, address: ip, earlierToken });
    if (signedIn.how === 'wrong') throw new AppError('SIGN_IN_FAILED', 'Name or password is wrong');
    if (signedIn.how === 'locked') {
      void reply.header('retry-after', String(signedIn.retryAfterSeconds));
      throw new AppError(
        'SIGN_IN_LOCKED',
        `Try again in ${Math.ceil(signedIn.retryAfterSeconds / 60)} minutes`,
      );
    }
    const { token, operator } = signedIn;
    void reply.header('set-cookie', sessionCookie(token, SESSION_SECONDS, this.secure));
    return { name: operator.name, role: operator.role, csrf: csrfOf(token) };
  }

  @Get()
  @ForOperators('viewer')
  show(@CurrentSession() { operator, csrf }: Session): SessionView {
    return { name: operator.name, role: operator.role, csrf };
  }

  @Delete()
  @HttpCode(204)
  @ForOperators('viewer')
  async end(
    @CurrentSession() session: Session,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.signOut.execute(session);
    void reply.header('set-cookie', noSessionCookie(this.secure));
  }
}
