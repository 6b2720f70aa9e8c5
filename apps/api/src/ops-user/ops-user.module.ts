import { DatabaseModule } from '@app/database';
import { OperatorsModule } from '@app/operators';
import { type DynamicModule, Module } from '@nestjs/common';
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
