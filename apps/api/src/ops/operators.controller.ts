import { type ListedOperator, OperatorsRepository } from '@app/operators';
import { Controller, Get } from '@nestjs/common';
import { ForOperators } from '../access.guard.js';

/** To whom a case can be given. Operators are made from the command line alone: `npm run ops:user`. */
@Controller('ops/api/operators')
export class OperatorsController {
  constructor(private readonly operators: OperatorsRepository) {}

  @Get()
  @ForOperators('viewer')
  async list(): Promise<{ items: ListedOperator[] }> {
    return { items: await this.operators.list() };
  }
}
