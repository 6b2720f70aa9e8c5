import { EVENT_TYPES, onOrderEvents, type OrderEventHandlers, type Subscriber } from '@app/subscriber';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { ApplyEvent } from './apply-event.js';
import { ShopSettings } from './settings.js';

/** Listens to Tolem for as long as the shop is open: the shop's only way to learn what became of the money. */
@Injectable()
export class FollowEvents implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(FollowEvents.name);
  private subscriber?: Subscriber;

  constructor(
    private readonly settings: ShopSettings,
    private readonly applyEvent: ApplyEvent,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.subscriber = onOrderEvents({
      subscription: this.settings.subscription,
      url: this.settings.eventsUrl,
      handlers: this.handlers(),
      onError: (error) => this.logger.error(error),
    });
    await this.subscriber.ready;
  }

  /** Before the database is left: the event in hand still needs it. */
  async onModuleDestroy(): Promise<void> {
    await this.subscriber?.close();
  }

  private handlers(): OrderEventHandlers {
    const types = EVENT_TYPES.filter((type) => type.startsWith('order.'));
    return Object.fromEntries(
      types.map((type) => [type, (event) => this.applyEvent.execute(type, event)] satisfies Handler),
    );
  }
}

type Handler = [string, NonNullable<OrderEventHandlers['order.paid']>];
