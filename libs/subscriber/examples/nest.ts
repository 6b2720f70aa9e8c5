import { type OrderEventData, type TolemEvent } from '@app/subscriber';
import { OnOrderEvent, OrderEventsModule } from '@app/subscriber/nest';
import { Injectable, Logger, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

const { SUBSCRIPTION = 'ledger', TOLEM_EVENTS_URL = '' } = process.env;

@Injectable()
class Warehouse {
  private readonly logger = new Logger(Warehouse.name);

  @OnOrderEvent('order.paid')
  async reserve({ data }: TolemEvent<OrderEventData>): Promise<void> {
    this.logger.log(`${data.orderNumber} is paid: ${data.captured} ${data.currency}`);
  }
}

@Module({
  imports: [OrderEventsModule.forRoot({ subscription: SUBSCRIPTION, url: TOLEM_EVENTS_URL })],
  providers: [Warehouse],
})
class AppModule {}

const app = await NestFactory.createApplicationContext(AppModule);
app.enableShutdownHooks();
