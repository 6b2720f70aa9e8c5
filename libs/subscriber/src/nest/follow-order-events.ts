import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { onOrderEvents, type Subscriber, type SubscriberOptions } from '../on-order-events.js';
import type { FindHandlers } from './find-handlers.js';

/** Follows a subscription for as long as the application is up. */
export class FollowOrderEvents implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(FollowOrderEvents.name);
  private subscriber?: Subscriber;

  constructor(
    private readonly options: SubscriberOptions,
    private readonly findHandlers: FindHandlers,
  ) {}

  /** It does not wait for the store: what comes later is handled later. */
  onApplicationBootstrap(): void {
    this.subscriber = onOrderEvents({
      onError: (error) => this.logger.error(error),
      ...this.options,
      handlers: this.findHandlers.execute(),
    });
  }

  /** Before anything is shut down that the handler under way may still need. */
  async onModuleDestroy(): Promise<void> {
    await this.subscriber?.close();
  }
}
