import { type DynamicModule, Global, Module } from '@nestjs/common';
import { TolemConfig } from './tolem-config.js';

/** The configuration that was read at start, for everybody. */
@Global()
@Module({})
export class ConfigModule {
  static forRoot(config: TolemConfig): DynamicModule {
    const provider = { provide: TolemConfig, useValue: config };
    return { module: ConfigModule, providers: [provider], exports: [provider] };
  }
}
