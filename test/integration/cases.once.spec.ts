// Aim: a case opens once, for each page of an order that it is found on, and shows the newest facts; it closes by itself when what
// it is about is over, and does not come back to the person who closed it. Method: rulings with findings, written by the one
// writing function on a real database.
import { newId } from '@app/kernel';
import {
  applied,
  type Finding,
  OrdersRepository,
  RaiseCase,
  type Registration,
  RegistrationsRepository,
  WriteRulings,
} from '@app/orders';
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

/** A registered order with one open page, in the database. */
async function anOrder(): Promise<Registration> {
  const { order, registration } = lockedFacts('registered');
  const id = newId();
  const row = { ...registration, orderId: id, nextPollAt: NOW };
  await tolem.get(DataSource).transaction(async (tx) => {
    await tolem.get(OrdersRepository).insertIfNew(tx, { ...order, id, orderNumber: id, lastSeq: 0 });
    await tolem.get(RegistrationsRepository).insert(tx, row);
  });
  return row;
}

/** One more page of the same order, the ones before it closed. */
async function onePageMore({ orderId, attempt, ...before }: Registration): Promise<Registration> {
  const id = newId();
  const unique = { gatewayOrderNumber: id.slice(-32), gatewayOrderId: id, returnToken: id };
  const row = { ...before, ...unique, id, orderId, attempt: attempt + 1, version: 0 };
  await tolem.get(DataSource).transaction(async (tx) => {
    await tolem.get(RegistrationsRepository).update(tx, before.id, { state: 'closed' });
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
      closesOnRegistration: ['amount_mismatch', 'unknown_status', 'double_payment'],
      nextPoll: { phase: 'quiet', step: 0, anchoredAt: NOW, afterMs: 60_000 },
    });
  const [written] = await tolem
    .get(WriteRulings)
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

const openOf = ({ orderId }: Registration) =>
  db.sql<{ registration_id: string; detail: unknown; assignee: string | null; amount_minor: string }>(
    `SELECT registration_id, detail, assignee, amount_minor FROM cases
     WHERE order_id = $1 AND closed_at IS NULL ORDER BY opened_at, id`,
    [orderId],
  );

const double: Finding = { reason: 'double_payment', detail: { status: 'charged' } };
const DOUBLE = 'case.opened double_payment';

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

describe('an open case', () => {
  it('shows the newest facts, and is still the one of whoever has it', async () => {
    const registration = await anOrder();
    await look(registration, [mismatch(999)]);
    await db.sql(`UPDATE cases SET assignee = 'ann' WHERE order_id = $1`, [registration.orderId]);
    await db.sql(
      `INSERT INTO case_comments (id, case_id, by, at, text)
       SELECT gen_random_uuid(), id, 'ann', now(), 'called the bank' FROM cases WHERE order_id = $1`,
      [registration.orderId],
    );
    await look(registration, [mismatch(998)]);
    expect(await openOf(registration)).toEqual([
      {
        registration_id: registration.id,
        detail: { captured: 998 },
        assignee: 'ann',
        amount_minor: '1000',
      },
    ]);
    expect(await toldOf(registration)).toEqual([OPENED]);
    expect(await db.sql('SELECT FROM case_comments')).toHaveLength(1);
  });

  it('is closed on the facts that it showed last', async () => {
    const registration = await anOrder();
    await look(registration, [mismatch(999)]);
    await look(registration, [mismatch(998)]);
    await closeByHand(registration);
    await look(registration, [mismatch(998)]);
    expect(await toldOf(registration)).toEqual([OPENED]);
    await look(registration, [mismatch(999)]);
    expect(await toldOf(registration)).toEqual([OPENED, OPENED]);
  });

  it('shows facts also that a person has once closed it on', async () => {
    const registration = await anOrder();
    await look(registration, [mismatch(999)]);
    await closeByHand(registration);
    await look(registration, [mismatch(998)]);
    await look(registration, [mismatch(999)]);
    expect(await openOf(registration)).toMatchObject([{ detail: { captured: 999 } }]);
  });

  it('shows the newest facts also where no answer was judged', async () => {
    const registration = await anOrder();
    const raise = tolem.get(RaiseCase);
    const unanswered = (reason: string): Finding => ({ reason: 'unknown_status', detail: { reason } });
    for (const why of ['HTTP 500', 'HTTP 500', 'HTTP 502'])
      await raise.forOrder(registration, unanswered(why), 'schedule');
    expect(await openOf(registration)).toMatchObject([{ detail: { reason: 'HTTP 502' } }]);
    expect(await toldOf(registration)).toEqual(['case.opened unknown_status']);
  });

  it('of a merchant stays one, with the newest facts', async () => {
    const raise = tolem.get(RaiseCase);
    const because = (why: string): Finding => ({ reason: 'gateway_unreachable', detail: { why } });
    await Promise.all(['a', 'b', 'c', 'd'].map((why) => raise.forMerchant('main', because(why), 'schedule')));
    await raise.forMerchant('main', because('last'), 'schedule');
    const subject = 'merchant:main';
    expect(await db.sql('SELECT detail FROM cases WHERE subject = $1', [subject])).toEqual([
      { detail: { why: 'last' } },
    ]);
    expect(await db.sql('SELECT FROM events WHERE subject = $1', [subject])).toHaveLength(1);
  });
});

describe('on two pages of one order', () => {
  it('has a case of each', async () => {
    const second = await onePageMore(await anOrder());
    const third = await onePageMore(second);
    await look(second, [double]);
    await look(third, [double]);
    await look(second, [double]);
    expect((await openOf(second)).map((row) => row.registration_id)).toEqual([second.id, third.id]);
    expect(await toldOf(second)).toEqual([DOUBLE, DOUBLE]);
  });

  it('tells of the third payment when a person has closed the case of the second', async () => {
    const second = await onePageMore(await anOrder());
    const third = await onePageMore(second);
    await look(second, [double]);
    await closeByHand(second);
    await look(third, [double]);
    await look(second, [double]);
    expect((await openOf(second)).map((row) => row.registration_id)).toEqual([third.id]);
    expect(await toldOf(second)).toEqual([DOUBLE, DOUBLE]);
  });

  it('ends the one that is over, and not the other', async () => {
    const second = await onePageMore(await anOrder());
    const third = await onePageMore(second);
    await look(second, [double]);
    await look(third, [double]);
    await look(second, []);
    expect((await openOf(second)).map((row) => row.registration_id)).toEqual([third.id]);
  });
});
