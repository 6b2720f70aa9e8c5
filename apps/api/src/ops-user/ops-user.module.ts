import { DatabaseModule } from '@app/database';
import { type DynamicModule, Module } from '@nestjs/common';
import { OperatorsModule } from '../ops/operators.module.js';
import { RunCommand } from './run-command.js';

@Module({})
export class OpsUserModule {
  static forRoot(databaseUrl: string): DynamicModule {
    return {
      module: OpsUserModule,
      imports: [DatabaseModule.forRoot({ url: databaseUrl, poolSize: 1 }), OperatorsModule],
      providers: [RunCommand],
    };
  }
}
