import { loggingOptions } from '@app/process';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { LoggerModule } from 'nestjs-pino';
import { ApplyEvent } from './apply-event.js';
import { Buy } from './buy.js';
import { ErrorPageFilter } from './error-page.filter.js';
import { EventsRepository } from './events.repository.js';
import { FollowEvents } from './follow-events.js';
import { HealthController } from './health.controller.js';
import { OrdersController } from './orders.controller.js';
import { OrdersRepository } from './orders.repository.js';
import { RegisterAtTolem } from './register-at-tolem.js';
import { ShopSettings } from './settings.js';
import { ShopController } from './shop.controller.js';
import { ShopDatabase } from './shop-database.js';
import { BankJournal } from './steps/bank-journal.js';
import { LookAtOrder } from './steps/look-at-order.js';
import { NotesRepository } from './steps/notes.repository.js';
import { TolemClient } from './tolem-client.js';

@Module({ controllers: [ShopController, OrdersController, HealthController] })
export class DemoShopModule {
  static with(settings: ShopSettings): DynamicModule {
    return {
      module: DemoShopModule,
      imports: [LoggerModule.forRoot(loggingOptions('demo-shop', settings.logLevel))],
      providers: [
        { provide: ShopSettings, useValue: settings },
        { provide: APP_FILTER, useClass: ErrorPageFilter },
        ShopDatabase,
        OrdersRepository,
        EventsRepository,
        NotesRepository,
        BankJournal,
        LookAtOrder,
        TolemClient,
        RegisterAtTolem,
        Buy,
        ApplyEvent,
        FollowEvents,
      ],
    };
  }
}
