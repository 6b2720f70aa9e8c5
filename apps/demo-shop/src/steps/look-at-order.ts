import { Injectable } from '@nestjs/common';
import { EventsRepository, type SeenEvent } from '../events.repository.js';
import type { ShopOrder } from '../orders.repository.js';
import { BankJournal } from './bank-journal.js';
import { NotesRepository } from './notes.repository.js';
import type { Seen } from './ten-steps.js';

/** Gathers all that is to be seen of an order: here, in Tolem's events, and in the gateway simulator's journal. */
@Injectable()
export class LookAtOrder {
  constructor(
    private readonly notes: NotesRepository,
    private readonly events: EventsRepository,
    private readonly bank: BankJournal,
  ) {}

  async execute(order: ShopOrder): Promise<Seen> {
    const [notes, events] = await Promise.all([
      this.notes.listOfOrder(order.number),
      this.events.listOfOrder(order.number),
    ]);
    return { order, notes, events, bank: await this.bank.read(gatewayOrderIds(events)) };
  }
}

/** One for each registration of the order at the bank. */
const gatewayOrderIds = (events: readonly SeenEvent[]): string[] => [
  ...new Set(events.flatMap(({ data }) => data.gatewayOrderId ?? [])),
];
