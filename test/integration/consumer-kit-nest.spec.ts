// Aim: a Nest application's marked methods are its handlers from its start to its shutdown, and a wrong mark stops the start.
import { type OrderEventData, type TolemEvent } from '@app/subscriber';
import { OnOrderEvent, OrderEventsModule } from '@app/subscriber/nest';
import { Injectable, type Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { anEvent } from '../support/an-event.js';
import { EventQueues } from '../support/event-queues.js';
import { eventually } from '../support/eventually.js';

type OrderEvent = TolemEvent<OrderEventData>;

class Shelf {
  readonly taken: string[] = [];
}

@Injectable()
class Warehouse {
  constructor(readonly shelf: Shelf) {}

  @OnOrderEvent('order.paid')
  @OnOrderEvent('order.refunded')
  async move({ id }: OrderEvent): Promise<void> {
    this.shelf.taken.push(id);
  }
}

@Injectable()
class Ledger {
  @OnOrderEvent('order.paid')
  book(): void {}
}

@Injectable()
class Misspelt {
  @OnOrderEvent('order.payed' as 'order.paid')
  book(): void {}
}

let queues: EventQueues;
beforeAll(async () => {
  queues = await EventQueues.start();
});
afterAll(() => queues?.stop());

const build = (subscription: string, providers: Type[]) =>
  Test.createTestingModule({
    imports: [OrderEventsModule.forRootAsync({ useFactory: () => ({ subscription, url: queues.url }) })],
    providers: [Shelf, ...providers],
  }).compile();

it('gives marked methods their events, with what is injected into them, until it is shut down', async () => {
  const app = await build('nest', [Warehouse]);
  await app.init();
  const [paid, refunded, later] = [anEvent('order.paid'), anEvent('order.refunded'), anEvent('order.paid')];
  await queues.handOver('nest', [paid, anEvent('order.expired'), refunded]);
  const { taken } = app.get(Shelf);
  await eventually(() => expect(taken).toEqual([paid.id, refunded.id]));
  await app.close();
  await queues.handOver('nest', [later]);
  expect(await queues.countsOf('nest')).toEqual({ waiting: 1, active: 0, delayed: 0, failed: 0 });
  expect(taken).toHaveLength(2);
});

it.each([
  [
    'two handlers of one type',
    [Warehouse, Ledger],
    'order.paid has more than one handler: Warehouse.move, Ledger.book',
  ],
  ['a type that does not exist', [Misspelt], /There is no event type order\.payed/],
])('does not start with %s', async (_, providers, message) => {
  const app = await build('wrong', providers as Type[]);
  await expect(app.init()).rejects.toThrow(message);
  await app.close();
});
