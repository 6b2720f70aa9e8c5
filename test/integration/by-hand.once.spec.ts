// Aim: what operators do is written once, with its row of the audit or not at all, and takes nothing from what the bank says at
// that moment. Method: use cases on a real database, and answers of the bank that overlap with them.
import { CommitNotifier } from '@app/database';
import { type Actor } from '@app/operators';
import { newId } from '@app/kernel';
import {
  applied,
  AssignCase,
  CloseCases,
  CommentCase,
  OrdersRepository,
  RaiseCase,
  type Registration,
  RegistrationsRepository,
  ResolveByHand,
  WriteRulings,
} from '@app/orders';
import type { TestingModule } from '@nestjs/testing';
import { DataSource } from 'typeorm';
import { lockedFacts, NOW } from '../../libs/reconciliation/src/judging/locked-facts.fixture.js';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { startOrders } from '../support/publisher.js';
import { bankSaid, openCase } from '../support/stuck-rows.js';

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

const ann: Actor = {
  name: 'ann',
  cause: 'operator:ann',
  audit: (tx, { action, subject, detail }) =>
    tx.query(
      `INSERT INTO ops_audit (at, operator, action, subject, detail) VALUES (tolem_now(), 'ann', $1, $2, $3)`,
      [action, subject, detail],
    ),
};
/** Whose audit cannot be written. */
const nobody: Actor = { ...ann, audit: () => Promise.reject(new Error('no audit')) };

async function anOrder(): Promise<Registration> {
  const { order, registration } = lockedFacts('registered');
  const id = newId();
  const numbers = { id: newId(), gatewayOrderNumber: id.slice(4), returnToken: id };
  const row = { ...registration, ...numbers, orderId: id, nextPollAt: NOW };
  await tolem.get(DataSource).transaction(async (tx) => {
    await tolem.get(OrdersRepository).insertIfNew(tx, { ...order, id, orderNumber: id, lastSeq: 0 });
    await tolem.get(RegistrationsRepository).insert(tx, row);
  });
  return row;
}

const resolve = (actor: Actor, { orderId }: Registration) =>
  tolem
    .get(ResolveByHand)
    .execute(actor, { orderId, outcome: 'declined', reason: 'Given up', confirm: orderId });

const stateOf = async ({ orderId }: Registration) =>
  (await db.sql<{ state: string }>('SELECT state FROM orders WHERE id = $1', [orderId]))[0]!.state;

const told = async (subject: string) =>
  (
    await db.sql<{ told: string }>(
      `SELECT seq || ' ' || type || ' ' || cause AS told FROM events WHERE subject = $1 ORDER BY id`,
      [subject],
    )
  ).map((row) => row.told);

it('writes nothing where the audit cannot be written', async () => {
  const page = await anOrder();
  const caseId = await openCase(db, page.orderId);
  await bankSaid(db, page.orderId, 'absent');
  await expect(resolve(nobody, page)).rejects.toThrow('no audit');
  await expect(tolem.get(CloseCases).execute(nobody, [caseId], 'x')).rejects.toThrow('no audit');
  expect(await stateOf(page)).toBe('registered');
  expect(await told(`order:${page.orderId}`)).toEqual([]);
  expect(await db.sql('SELECT closed_at FROM cases WHERE id = $1', [caseId])).toEqual([{ closed_at: null }]);
});

it('throws away no answer of the bank that is on its way', async () => {
  const page = await anOrder();
  await bankSaid(db, page.orderId, 'absent');
  const [asked] = await tolem.get(RegistrationsRepository).findAll([page.id]);
  await resolve(ann, page);
  const money = () =>
    applied({
      moves: [{ to: 'paid', capturedMinor: 1000n }],
      order: { settledBy: page.id },
      registration: { status: 'charged', state: 'closed' },
      nextPoll: { phase: 'aftercare', step: 0, anchoredAt: NOW, afterMs: 60_000 },
    });
  const [written] = await tolem
    .get(WriteRulings)
    .execute([{ registration: asked!, cause: 'schedule', judge: money }]);
  expect(written!.result).toBe('applied');
  expect(await told(`order:${page.orderId}`)).toEqual(['1 order.declined operator', '2 order.paid schedule']);
});

it('tells neither of the bank’s time nor of why an attempt was refused long before', async () => {
  const page = await anOrder();
  await bankSaid(db, page.orderId, 'closed');
  await db.sql(
    `UPDATE registrations SET action_code = 116, bank_authorized_at = now() - interval '3 days' WHERE id = $1`,
    [page.id],
  );
  await resolve(ann, page);
  const [event] = await db.sql<{ data: Record<string, unknown> }>(
    `SELECT data FROM events WHERE subject = $1 AND type = 'order.declined'`,
    [`order:${page.orderId}`],
  );
  expect(event!.data).toMatchObject({ reason: expect.stringContaining('by hand'), advice: 'contact-shop' });
  expect(Object.keys(event!.data)).not.toEqual(expect.arrayContaining(['bankTime']));
  expect(Object.keys(event!.data)).not.toEqual(expect.arrayContaining(['actionCode']));
});

it('is done by one of two who decide at once', async () => {
  const page = await anOrder();
  await openCase(db, page.orderId);
  await bankSaid(db, page.orderId, 'closed');
  const both = await Promise.allSettled([resolve(ann, page), resolve(ann, page)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(await told(`order:${page.orderId}`)).toEqual([
    '1 order.declined operator',
    '2 case.closed operator',
  ]);
});

it('closes each case once, many at a time, and tells of each by its subject’s own count', async () => {
  const pages = [];
  for (let at = 0; at < 60; at += 1) pages.push(await anOrder());
  const ids: string[] = [];
  for (const { orderId } of pages)
    ids.push(await openCase(db, orderId), await openCase(db, orderId, 'disputed'));
  await tolem
    .get(RaiseCase)
    .elsewhere('subscription:ledger', { reason: 'event_undelivered', detail: {} }, 'schedule');
  const [ofNoOrder] = await db.sql<{ id: string }>(
    `SELECT id FROM cases WHERE subject = 'subscription:ledger'`,
  );
  ids.push(ofNoOrder!.id);
  const close = () => tolem.get(CloseCases).execute(ann, ids, 'Done');
  const results = await Promise.all([close(), close()]);
  expect(results.reduce((sum, { closed }) => sum + closed, 0)).toBe(121);
  expect(results.reduce((sum, { skipped }) => sum + skipped, 0)).toBe(121);
  for (const { orderId } of pages)
    expect(await told(`order:${orderId}`)).toEqual(['1 case.closed operator', '2 case.closed operator']);
  expect(await told('subscription:ledger')).toEqual(['1 case.opened schedule', '2 case.closed operator']);
  const [deeds] = await db.sql<{ n: number }>(
    `SELECT count(*)::int AS n FROM ops_audit WHERE action = 'close-case' AND detail->>'reason' = 'Done'`,
  );
  expect(deeds!.n).toBe(121);
});

it('rings for what is done about a case of no order', async () => {
  const ring = jest.spyOn(tolem.get(CommitNotifier), 'notify');
  const raise = tolem.get(RaiseCase);
  const caseOf = async (subject: string) =>
    (await db.sql<{ id: string }>('SELECT id FROM cases WHERE subject = $1', [subject]))[0]!.id;
  const ringsOf = async (deed: Promise<unknown>): Promise<string[]> => {
    ring.mockClear();
    await deed;
    return ring.mock.calls.flatMap(([ids]) => ids);
  };
  const finding = { reason: 'gateway_unreachable', detail: {} } as const;
  const opened = await ringsOf(raise.forMerchant('second', finding, 'schedule'));
  const id = await caseOf('merchant:second');
  expect(opened).toEqual([id]);
  expect(await ringsOf(raise.forMerchant('second', finding, 'schedule'))).toEqual([]);
  expect(await ringsOf(tolem.get(CommentCase).execute(ann, id, 'Called them'))).toEqual([id]);
  expect(await ringsOf(tolem.get(AssignCase).execute(ann, id, null))).toEqual([id]);
  expect(await ringsOf(tolem.get(CloseCases).closeOne(ann, id, 'Done'))).toEqual([id]);
  await raise.forMerchant('third', finding, 'schedule');
  const third = await caseOf('merchant:third');
  expect(await ringsOf(raise.closeForMerchant('third', [finding.reason], 'schedule'))).toEqual([third]);
  const page = await anOrder();
  expect(await ringsOf(raise.forOrder(page, { reason: 'internal_error', detail: {} }, 'schedule'))).toEqual([
    page.orderId,
  ]);
  ring.mockRestore();
});
