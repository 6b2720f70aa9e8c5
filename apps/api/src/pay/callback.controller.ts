import { AppError } from '@app/kernel';
import { ReceiveCallback } from '@app/reconciliation';
import { Controller, Get, Header, HttpCode, Param, Post, type RawBodyRequest, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Public } from '../access.guard.js';
import { DescribeCallback } from './callback.docs.js';

/** Where the bank tells that something has happened (gateway.md §6). Whoever sends it, it only makes us ask. */
@Public()
@Controller('pay/callback')
export class CallbackController {
  constructor(private readonly receive: ReceiveCallback) {}

  @Get(':merchant')
  @Header('cache-control', 'no-store')
  @DescribeCallback()
  async callbackByGet(@Param('merchant') merchant: string, @Req() request: FastifyRequest): Promise<string> {
    return this.answer(merchant, queryOf(request));
  }

  @Post(':merchant')
  @HttpCode(200)
  @DescribeCallback()
  async callbackByPost(
    @Param('merchant') merchant: string,
    @Req() request: RawBodyRequest<FastifyRequest>,
  ): Promise<string> {
    return this.answer(merchant, request.rawBody?.toString().trim() || queryOf(request));
  }

  private async answer(merchant: string, raw: string): Promise<string> {
    if (await this.receive.execute(merchant, raw)) return 'OK';
    throw new AppError('CALLBACK_NOT_VERIFIED', 'The checksum is missing or wrong');
  }
}

/** As it was sent: what a framework makes of it is not what was signed. */
function queryOf({ raw }: FastifyRequest): string {
  const url = raw.url ?? '';
  return url.includes('?') ? url.slice(url.indexOf('?') + 1) : '';
}
