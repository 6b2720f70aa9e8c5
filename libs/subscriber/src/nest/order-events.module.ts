import { ConfigurableModuleBuilder, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import type { SubscriberOptions } from '../on-order-events.js';
import { FindHandlers } from './find-handlers.js';
import { FollowOrderEvents } from './follow-order-events.js';

const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } = new ConfigurableModuleBuilder<SubscriberOptions>()
  .setClassMethodName('forRoot')
  .build();

/**
 * One subscription of a Nest application. Every provider's methods marked with `@OnOrderEvent` are its handlers; events
 * come once the application has started, and the handler under way is awaited when it is shut down.
 */
@Module({
  imports: [DiscoveryModule],
  providers: [
    FindHandlers,
    {
      provide: FollowOrderEvents,
      inject: [MODULE_OPTIONS_TOKEN, FindHandlers],
      useFactory: (options: SubscriberOptions, handlers: FindHandlers) =>
        new FollowOrderEvents(options, handlers),
    },
  ],
})
export class OrderEventsModule extends ConfigurableModuleClass {}
