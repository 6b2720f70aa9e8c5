import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  NotFoundException,
  Param,
  Post,
  Put,
  Query,
  Res,
  StandardSchemaValidationPipe,
  UseGuards,
  UsePipes,
} from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { CallLog } from '../calls/call-log.js';
import { BankClock } from '../bank/clock.js';
import { LoopbackOnly } from '../wire/loopback-only.guard.js';
import { controlPage } from './control-page.js';
import { CALLS_WANTED, CLOCK, JOURNAL_WANTED, ORDERS_WANTED, PAYMENT } from './control.schemas.js';
import { FaultRegister } from '../faults/fault-register.js';
import { FAULT_ORDER, type FaultOrder } from '../faults/faults.js';
import type { BankAnswer } from '../wire/form-fields.js';
import { journalView } from '../bank/journal.js';
import { Ledger, type Violation } from '../bank/ledger.js';
import { Merchants } from '../bank/merchants.js';
import type { BankOrder } from '../bank/order.js';
import { OrderBook } from '../bank/order-book.js';
import { PayForTest } from './pay-for-test.js';
import { type BankMerchant, MERCHANT } from '../bank/settings.js';

/** The newest. */
const ORDERS_ON_PAGE = 20;

type ClockView = Readonly<{ now: string; offsetMs: number; skewMs: number }>;

/** Everything a test pulls the bank's strings with. */
@Controller('control')
@UseGuards(LoopbackOnly)
@UsePipes(new StandardSchemaValidationPipe())
export class ControlController {
  constructor(
    private readonly calls: CallLog,
    private readonly faults: FaultRegister,
    private readonly clock: BankClock,
    private readonly orders: OrderBook,
    private readonly ledger: Ledger,
    private readonly merchants: Merchants,
    private readonly payForTest: PayForTest,
  ) {}

  /** For a person. */
  @Get()
  open(@Res({ passthrough: true }) reply: FastifyReply): string {
    const { headers, text } = controlPage({
      now: this.clock.now(),
      offsetMs: this.clock.offsetMs,
      skewMs: this.clock.skewMs,
      violations: this.ledger.violations.length,
      faults: this.faults.list(),
      orders: this.orders.list({}).slice(0, ORDERS_ON_PAGE),
    });
    void reply.headers(headers);
    return text;
  }

  @Get('calls')
  readCalls(@Query({ schema: CALLS_WANTED }) wanted: z.output<typeof CALLS_WANTED>) {
    return this.calls.read(wanted);
  }

  @Get('faults')
  listFaults() {
    return this.faults.list().map((fault) => fault.view());
  }

  @Post('faults')
  addFault(@Body({ schema: FAULT_ORDER }) order: FaultOrder): { id: string } {
    return { id: this.faults.add(order).id };
  }

  @Post('faults/:id/release')
  @HttpCode(200)
  releaseFault(@Param('id') id: string): { released: number } {
    return { released: mustFind(this.faults.find(id), 'fault').release() };
  }

  @Delete('faults/:id')
  @HttpCode(204)
  removeFault(@Param('id') id: string): void {
    mustFind(this.faults.remove(id) || undefined, 'fault');
  }

  @Delete('faults')
  @HttpCode(204)
  removeFaults(): void {
    this.faults.list().forEach((fault) => this.faults.remove(fault.id));
  }

  @Get('clock')
  readClock(): ClockView {
    const { offsetMs, skewMs } = this.clock;
    return { now: new Date(this.clock.now()).toISOString(), offsetMs, skewMs };
  }

  @Post('clock')
  @HttpCode(200)
  setClock(@Body({ schema: CLOCK }) { offsetMs, skewMs }: z.output<typeof CLOCK>): ClockView {
    if (offsetMs !== undefined) this.clock.setOffset(offsetMs);
    if (skewMs !== undefined) this.clock.setSkew(skewMs);
    return this.readClock();
  }

  @Get('orders')
  listOrders(@Query({ schema: ORDERS_WANTED }) wanted: z.output<typeof ORDERS_WANTED>): BankOrder[] {
    return this.orders.list(wanted);
  }

  @Get('orders/:idOrNumber')
  readOrder(@Param('idOrNumber') idOrNumber: string): BankOrder {
    return mustFind(this.orders.findAnywhere(idOrNumber), 'order');
  }

  /** Nobody is redirected, and no call is counted. */
  @Post('pay')
  @HttpCode(200)
  pay(@Body({ schema: PAYMENT }) payment: z.output<typeof PAYMENT>): {
    answer: BankAnswer;
    order: BankOrder;
  } {
    const order = this.readOrder(payment.orderId ?? payment.orderNumber ?? '');
    const answer = this.payForTest.execute(order, payment);
    return { answer, order: this.readOrder(order.orderId) };
  }

  @Get('journal')
  readJournal(@Query({ schema: JOURNAL_WANTED }) { orderId }: z.output<typeof JOURNAL_WANTED>) {
    const { orderNumber } = mustFind(this.orders.find(orderId), 'order');
    return { orderId, orderNumber, entries: this.ledger.journalOf(orderId).map(journalView) };
  }

  @Put('merchants')
  putMerchant(@Body({ schema: MERCHANT }) merchant: BankMerchant): { login: string } {
    this.merchants.put(merchant);
    return { login: merchant.login };
  }

  @Get('violations')
  listViolations(): readonly Violation[] {
    return this.ledger.violations;
  }
}

function mustFind<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw new NotFoundException(`There is no such ${what}`);
  return found;
}
