// Aim: whatever made its way into the rows, an event that no subscriber could read is never committed; it is a fault of its own order
// alone, counted, and a case after five. Method: rulings with figures that no border would let through, on a real database.
import { type EventDraft, EventLog, toCloudEvent } from '@app/events';
import { newId } from '@app/kernel';
import {
  applied,
  OrdersRepository,
  type Registration,
  RegistrationsRepository,
  type Ruling,
  WriteRulings,
} from '@app/orders';
import { EVENT_TYPES, readEvent, UnreadableEvent } from '@app/subscriber';
import type { TestingModule } from '@nestjs/testing';
import { DataSource } from 'typeorm';
import { lockedFacts, NOW } from '../../libs/reconciliation/src/judging/locked-facts.fixture.js';
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

/** An order that is about to be registered, in the database. */
async function anOrder(): Promise<Registration> {
  const { order, registration } = lockedFacts('created');
  const id = newId();
  const row = { ...registration, orderId: id, nextPollAt: NOW };
  await tolem.get(DataSource).transaction(async (tx) => {
    await tolem.get(OrdersRepository).insertIfNew(tx, { ...order, id, orderNumber: id, lastSeq: 0 });
    await tolem.get(RegistrationsRepository).insert(tx, row);
  });
  return row;
}

const GOOD = { approvalCode: '123456', feeMinor: 5n };
const BAD = { approvalCode: '123456', feeMinor: -5n };

const learnt = (registration: Registration, facts: Ruling['registration']) => ({
  registration,
  cause: 'schedule',
  judge: () =>
    applied({
      registration: facts,
      moves: [{ to: 'registered' }],
      nextPoll: { phase: 'quiet', step: 0, anchoredAt: NOW, afterMs: 60_000 },
    }),
});

const stateOf = async ({ id }: Registration) =>
  (
    await db.sql(
      `SELECT o.state, o.last_seq, r.faults, r.version FROM registrations r JOIN orders o ON o.id = r.order_id WHERE r.id = $1`,
      [id],
    )
  )[0];

it('commits nothing of an order whose event could not be read, and all of its neighbours', async () => {
  const rows = await Promise.all(Array.from({ length: 5 }, anOrder));
  const written = await tolem
    .get(WriteRulings)
    .execute(rows.map((row, at) => learnt(row, at === 2 ? BAD : GOOD)));
  expect(written.map(({ result }) => result)).toEqual(['applied', 'applied', 'failed', 'applied', 'applied']);
  expect(await stateOf(rows[2]!)).toEqual({ state: 'created', last_seq: 0, faults: 1, version: 0 });
  expect(await stateOf(rows[3]!)).toEqual({ state: 'registered', last_seq: 1, faults: 0, version: 1 });
});

it('puts it to a person at the fifth fault, by the name of the fault', async () => {
  const row = await anOrder();
  for (let times = 0; times < 5; times += 1) await tolem.get(WriteRulings).execute([learnt(row, BAD)]);
  const subject = `order:${row.orderId}`;
  expect(await db.sql('SELECT reason, detail FROM cases WHERE subject = $1', [subject])).toEqual([
    { reason: 'internal_error', detail: { registration: row.id, fault: 'UnreadableEvent' } },
  ]);
  const [event, ...more] = await tolem.get(EventLog).listOfSubject(subject, 10);
  expect([event!.type, more]).toEqual(['case.opened', []]);
  expect(readEvent(toCloudEvent(event!, null))).toMatchObject({ type: 'case.opened' });
});

const aDraft = (changes: Partial<EventDraft>): EventDraft => {
  const subject = `merchant:${newId()}`;
  const data = {
    orderId: newId(),
    shopId: 'shoes',
    orderNumber: 'N-1',
    state: 'paid',
    amount: 5,
    currency: 'KZT',
  };
  const told = { captured: 5, refunded: 0, occurredAt: '2026-03-02T10:00:00Z', cause: 'schedule' };
  const both = { ...data, ...told, caseId: newId(), reason: 'disputed', subject };
  const about = { shopId: null, orderId: null, cause: 'schedule', occurredAt: NOW };
  return { subject, seq: 1, type: 'order.paid', data: both, ...about, ...changes };
};
const append = (draft: EventDraft) =>
  tolem.get(DataSource).transaction((tx) => tolem.get(EventLog).append(tx, [draft]));
const said = (changes: Record<string, unknown>, type: EventDraft['type'] = 'order.paid') =>
  aDraft({ type, data: { ...aDraft({}).data, ...changes } });

it.each(EVENT_TYPES)('takes %s that is as it should be', async (type) => {
  await append(aDraft({ type }));
});

it.each([
  ['an amount that is no integer', said({ amount: 0.5 })],
  ['an amount below nothing', said({ captured: -1 })],
  ['an amount that JSON has no digits for', said({ amount: 2 ** 60 })],
  ['no number at all', said({ refunded: Number.NaN })],
  ['a date that is none', said({ bankTime: '+058164-01-01T00:00:00.000Z' })],
  ['a date where a text belongs', said({ occurredAt: NOW })],
  ['an order without its number', said({ orderNumber: undefined })],
  ['a case without its reason', said({ reason: undefined }, 'case.opened')],
  ['a number with more digits than it may have', aDraft({ seq: 10 ** 10 })],
])('refuses %s', async (_, draft) => {
  await expect(append(draft)).rejects.toThrow(UnreadableEvent);
  expect(await db.sql('SELECT FROM events WHERE subject = $1', [draft.subject])).toEqual([]);
});

it('refuses an instant that is none', async () => {
  await expect(append(aDraft({ occurredAt: new Date(Number.NaN) }))).rejects.toThrow(RangeError);
});
