import { isIPv4 } from 'node:net';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** The strings of the puppet are for tests on this machine, wherever the bank itself listens. */
@Injectable()
export class LoopbackOnly implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { socket } = context.switchToHttp().getRequest<FastifyRequest>();
    const address = (socket.remoteAddress ?? '').replace(/^::ffff:/, '');
    return address === '::1' || (isIPv4(address) && address.startsWith('127.'));
  }
}
