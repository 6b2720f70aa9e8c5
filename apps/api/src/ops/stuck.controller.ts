import { Readable } from 'node:stream';
import { Actors, type Operator } from '@app/operators';
import { type StuckItem, StuckReport } from '@app/reports';
import { BulkPoll, type BulkPollPlan } from '@app/reconciliation';
import { Body, Controller, Get, Header, Post, Query, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CurrentOperator, ForOperators } from '../access.guard.js';
import { csvHead, csvRow } from './csv.js';
import {
  ASK,
  type Ask,
  STUCK_FILTER,
  STUCK_LIST,
  type StuckList,
  type StuckQuery,
  toStuckFilter,
} from './stuck-query.js';

/** What a person must look at, all shops together. */
@Controller('ops/api')
export class StuckController {
  constructor(
    private readonly report: StuckReport,
    private readonly bulkAsk: BulkPoll,
    private readonly actors: Actors,
  ) {}

  @Get('stuck')
  @ForOperators('viewer')
  async list(@Query({ schema: STUCK_LIST }) query: StuckList): Promise<Record<string, unknown>> {
    const { sort, limit, offset, ...filter } = query;
    const [page, facets] = await Promise.all([
      this.report.page(toStuckFilter(filter), { sort, limit, offset }),
      this.report.facets(),
    ]);
    return { ...page, offset, limit, facets };
  }

  /** Piece by piece as it is read: a whole list is never held. */
  @Get('stuck.csv')
  @ForOperators('viewer')
  @Header('content-disposition', 'attachment; filename="stuck.csv"')
  csv(@Query({ schema: STUCK_FILTER }) query: StuckQuery): StreamableFile {
    const rows = Readable.from(csvOf(this.report.pieces(toStuckFilter(query))), { objectMode: false });
    return new StreamableFile(rows, { type: 'text/csv; charset=utf-8' });
  }

  @Post('stuck/ask')
  @ForOperators('operator')
  async ask(
    @CurrentOperator() operator: Operator,
    @Body({ schema: ASK }) { filter, ids, dryRun }: Ask,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BulkPollPlan | { id: string; registrations: number }> {
    const asked = ids ? { ids } : { filter: toStuckFilter(filter!) };
    void reply.status(dryRun ? 200 : 202);
    return dryRun ? this.bulkAsk.plan(asked) : this.bulkAsk.execute(this.actors.of(operator), asked);
  }
}

async function* csvOf(pieces: AsyncIterable<StuckItem[]>): AsyncGenerator<string> {
  yield csvHead();
  for await (const items of pieces) yield items.map(csvRow).join('');
}
