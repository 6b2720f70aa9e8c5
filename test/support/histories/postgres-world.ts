import { EventLog } from '@app/events';
import { GatewayClient } from '@app/gateway';
import {
  CloseCases,
  OrdersRepository,
  RecentCallbacks,
  RegisterAgain,
  RegistrationsRepository,
  ResolveByHand,
} from '@app/orders';
import {
  Hasten,
  HastenModule,
  PollRegistrations,
  ReceiveCallback,
  ReconciliationModule,
} from '@app/reconciliation';
import { DataSource } from 'typeorm';
import { CaseRow } from '../../../libs/orders/src/order/rows.js';
import type { TestDatabase } from '../database.js';
import { CALLBACK_TOKEN, startOrders } from '../publisher.js';
import { signedCallback } from '../sign-callback.js';
import { Bank } from './bank.js';
import type { World } from './world.js';

/** More than any history has to tell. */
const ALL = 1_000;

/** Tolem as it is, its clock standing still but for what passes in a history; only the bank is another. */
export async function postgresWorld(db: TestDatabase): Promise<World & { stop: () => Promise<void> }> {
  await db.sql(`CREATE TABLE standing_clock AS SELECT tolem_now() AS at`);
  await db.sql(`CREATE OR REPLACE FUNCTION tolem_now() RETURNS timestamptz LANGUAGE sql STABLE AS
                $$ SELECT at FROM standing_clock $$`);
  let now = new Date();
  const setClock = async (to: Date) => {
    now = to;
    await db.sql('UPDATE standing_clock SET at = $1', [to]);
  };
  const tolem = await startOrders(db.url, {
    more: [ReconciliationModule, HastenModule],
    merchants: ['main'],
  });
  const bank = new Bank(() => now);
  Object.assign(tolem.get(GatewayClient), {
    askStatus: bank.askStatus.bind(bank),
    register: bank.register.bind(bank),
    decline: bank.decline.bind(bank),
  });
  // Kept for half a minute of real time, which no run has twice the same.
  Object.assign(tolem.get(RecentCallbacks), { areArriving: async () => false });
  const [orders, registrations, hasten] = [
    tolem.get(OrdersRepository),
    tolem.get(RegistrationsRepository),
    tolem.get(Hasten),
  ];
  const { manager } = tolem.get(DataSource);
  let callbacks = 0;
  return {
    bank,
    poll: tolem.get(PollRegistrations),
    registerAgain: tolem.get(RegisterAgain),
    resolveByHand: tolem.get(ResolveByHand),
    closeCases: tolem.get(CloseCases),
    hasten: async (registration, by) => {
      if (by !== 'callback') return hasten.execute(registration.id, by);
      const said = {
        orderNumber: registration.gatewayOrderNumber,
        mdOrder: registration.gatewayOrderId ?? 'unknown',
        operation: 'deposited',
        status: '1',
        callbackCreationDate: String((callbacks += 1)),
      };
      await tolem.get(ReceiveCallback).execute('main', signedCallback(said, CALLBACK_TOKEN).toString());
    },
    begin: async (order, registration) => {
      await setClock(order.createdAt);
      await manager.transaction(async (tx) => {
        await orders.insertIfNew(tx, order);
        await registrations.insert(tx, registration);
      });
    },
    pass: (milliseconds) => setClock(new Date(now.getTime() + milliseconds)),
    read: async (orderId) => ({
      now,
      order: (await orders.findById(orderId))!,
      registrations: (await registrations.listOfOrder(orderId)).toReversed(),
      cases: await manager.find(CaseRow, { where: { orderId }, order: { id: 'ASC' } }),
      told: await tolem.get(EventLog).listOfSubject(`order:${orderId}`, ALL),
    }),
    stop: () => tolem.close(),
  };
}
