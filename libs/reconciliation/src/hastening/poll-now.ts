import { TolemConfig } from '@app/config';
import type { Actor } from '@app/operators';
import { AppError } from '@app/kernel';
import { FindOrder } from '@app/orders';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ASKABLE } from './askable.js';
import { Hasten } from './hasten.js';
import { OwedHastens } from './owed-hastens.repository.js';

/** An operator asks the bank about one order, now: about every page that is still looked at, or the one that speaks for it. */
@Injectable()
export class PollNow {
  constructor(
    private readonly db: DataSource,
    private readonly config: TolemConfig,
    private readonly findOrder: FindOrder,
    private readonly hasten: Hasten,
    private readonly owed: OwedHastens,
  ) {}

  /** Answers how many registrations the bank is asked about. Throws ORDER_NOT_FOUND, NOTHING_TO_ASK. */
  async execute(actor: Actor, orderId: string): Promise<number> {
    const { order, speaking } = await this.findOrder.mustFind(orderId);
    const due = await this.db.transaction(async (tx) => {
      const live: { id: string }[] = await tx.query(
        `SELECT id FROM registrations r
         WHERE order_id = $1 AND merchant_id = ANY ($3) AND (${ASKABLE} OR (id = $2 AND state = 'closed')) ORDER BY id`,
        [order.id, speaking.id, this.config.file.merchants.map(({ id }) => id)],
      );
      if (live.length === 0)
        throw new AppError('NOTHING_TO_ASK', `The bank has no page of order ${order.id} that we know of`);
      await actor.audit(tx, {
        action: 'ask-bank',
        subject: `order:${order.id}`,
        detail: { registrations: live.length },
      });
      const made = [];
      for (const { id } of live) {
        const hastened = await this.hasten.makeDueIfFree(tx, id, actor.cause);
        if (!hastened) await this.owed.add(id, actor.cause, {}, tx);
        made.push({ id, hastened });
      }
      return made;
    });
    for (const { id, hastened } of due) await this.hasten.enqueue(id, hastened);
    return due.length;
  }
}
