// Aim: a case opens once, closes by itself when what it is about is over, and does not come back to the person who closed
// it. Method: rulings with findings, written by the one writing function on a real database.
import { newId } from '@app/kernel';
import {
  applied,
  type Finding,
  OrdersRepository,
  type Registration,
  RegistrationsRepository,
  WriteOutcomes,
} from '@app/orders';
import type { TestingModule } from '@nestjs/testing';
import { DataSource } from 'typeorm';
import { aKnown, NOW } from '../../libs/reconciliation/src/a-known.js';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { startOrders } from '../support/publisher.js';

let db: TestDatabase;
let tolem: TestingModule;
beforeAll(async () => {
  db = await createDatabase();
  tolem = await startOrders(db.url);
});
afterAll(async () => {
  await tolem?.close();
  await db?.drop();
});

/** A registered order with one open page, in the database. */
async function anOrder(): Promise<Registration> {
  const { order, registration } = aKnown('registered');
  const id = newId();
  const row = { ...registration, orderId: id, nextPollAt: NOW };
  await tolem.get(DataSource).transaction(async (tx) => {
    await tolem.get(OrdersRepository).insertIfNew(tx, { ...order, id, orderNumber: id, lastSeq: 0 });
    await tolem.get(RegistrationsRepository).insert(tx, row);
  });
  return row;
}

const mismatch = (captured: number): Finding => ({ reason: 'amount_mismatch', detail: { captured } });

/** One look at the registration, with what it found. */
async function look({ id }: Registration, findings: readonly Finding[]): Promise<void> {
  const [registration] = await tolem.get(RegistrationsRepository).findAll([id]);
  const judge = () =>
    applied({
      registration: {},
      findings,
      judged: ['amount_mismatch', 'unknown_status'],
      look: { phase: 'quiet', step: 0, anchoredAt: NOW, afterMs: 60_000 },
    });
  const [written] = await tolem
    .get(WriteOutcomes)
    .execute([{ registration: registration!, cause: 'schedule', judge }]);
  expect(written!.result).toBe('applied');
}

/** What was told of an order's cases, in order. */
async function toldOf({ orderId }: Registration): Promise<string[]> {
  const rows = await db.sql<{ type: string; reason: string; seq: number }>(
    `SELECT type, data->>'reason' AS reason, seq FROM events WHERE order_id = $1 ORDER BY id`,
    [orderId],
  );
  expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, at) => at + 1));
  return rows.map(({ type, reason }) => `${type} ${reason}`);
}

const closeByHand = ({ orderId }: Registration) =>
  db.sql(
    `UPDATE cases SET closed_at = now(), closed_by = 'operator:ann' WHERE order_id = $1 AND closed_at IS NULL`,
    [orderId],
  );

const OPENED = 'case.opened amount_mismatch';
const CLOSED = 'case.closed amount_mismatch';

it('opens once, however often it is found, also with other facts', async () => {
  const registration = await anOrder();
  await look(registration, [mismatch(999)]);
  await look(registration, [mismatch(999)]);
  await look(registration, [mismatch(998)]);
  expect(await toldOf(registration)).toEqual([OPENED]);
  expect(
    await db.sql('SELECT reason, amount_minor FROM cases WHERE order_id = $1', [registration.orderId]),
  ).toEqual([{ reason: 'amount_mismatch', amount_minor: '1000' }]);
});

it('closes by itself when it is found no more, and opens again when it is found again', async () => {
  const registration = await anOrder();
  await look(registration, [mismatch(999)]);
  await look(registration, []);
  await look(registration, []);
  await look(registration, [mismatch(999)]);
  expect(await toldOf(registration)).toEqual([OPENED, CLOSED, OPENED]);
});

it('stays open when what is found no more is not judged by a look', async () => {
  const registration = await anOrder();
  await look(registration, [{ reason: 'paid_after_close', detail: {} }]);
  await look(registration, []);
  expect(await toldOf(registration)).toEqual(['case.opened paid_after_close']);
});

it('stays closed by a person on the same facts, and opens again on others', async () => {
  const registration = await anOrder();
  await look(registration, [mismatch(999)]);
  await closeByHand(registration);
  await look(registration, [mismatch(999)]);
  expect(await toldOf(registration)).toEqual([OPENED]);
  await look(registration, [mismatch(998)]);
  expect(await toldOf(registration)).toEqual([OPENED, OPENED]);
});

it('keeps cases of two reasons apart', async () => {
  const registration = await anOrder();
  await look(registration, [mismatch(999), { reason: 'unknown_status', detail: { status: 'unknown' } }]);
  await look(registration, [mismatch(999)]);
  expect(await toldOf(registration)).toEqual([
    OPENED,
    'case.opened unknown_status',
    'case.closed unknown_status',
  ]);
});
