// Aim: an order is put to a person when the bank has not answered about it for long, and neither for an outage that is
// everybody's nor for a failure that somebody else's answer has overtaken. Method: a row written by SQL with eleven failures, and
// the twelfth.
import type { GatewayGuard } from '@app/gateway';
import { RaiseCase, RegistrationsRepository } from '@app/orders';
import type { TestingModule } from '@nestjs/testing';
import { PostponePoll } from '../../libs/reconciliation/src/polling/postpone-poll.js';
import { claimedRow } from '../support/claimed-row.js';
import { DataSource } from 'typeorm';
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

async function almostGivenUp(): Promise<string> {
  const id = await claimedRow(db, 'open', 0, -600);
  await db.sql('UPDATE registrations SET failures = 11 WHERE id = $1', [id]);
  return id;
}

it.each([
  ['is put to a person the twelfth time', { healthy: true, overtaken: false }, ['unknown_status'], 12],
  ['is nothing of its own in an outage', { healthy: false, overtaken: false }, [], 11],
  ['is no news once something else was learnt', { healthy: true, overtaken: true }, [], 11],
])('what is not answered %s', async (_, { healthy, overtaken }, reasons, failures) => {
  const id = await almostGivenUp();
  const registrations = tolem.get(RegistrationsRepository);
  const [asked] = await registrations.findAll([id]);
  if (overtaken) await db.sql('UPDATE registrations SET version = version + 1 WHERE id = $1', [id]);
  const guard = { isHealthy: () => healthy } as unknown as GatewayGuard;
  const postpone = new PostponePoll(tolem.get(DataSource), registrations, guard, tolem.get(RaiseCase));
  await postpone.execute(asked!, { kind: 'silent', reason: 'no answer' });
  const cases = await db.sql<{ reason: string }>('SELECT reason FROM cases WHERE order_id = $1', [id]);
  expect(cases.map(({ reason }) => reason)).toEqual(reasons);
  expect((await registrations.findAll([id]))[0]!.failures).toBe(failures);
});

it('opens one case for a hundred looks that were not answered, told once and with the newest reason', async () => {
  const id = await claimedRow(db, 'open', 0, -600);
  const registrations = tolem.get(RegistrationsRepository);
  const guard = { isHealthy: () => true } as unknown as GatewayGuard;
  const postpone = new PostponePoll(tolem.get(DataSource), registrations, guard, tolem.get(RaiseCase));
  for (let times = 1; times <= 100; times += 1) {
    const [asked] = await registrations.findAll([id]);
    await postpone.execute(asked!, { kind: 'silent', reason: times < 100 ? 'HTTP 502' : 'HTTP 500' });
  }
  expect(await db.sql('SELECT reason, detail FROM cases WHERE order_id = $1', [id])).toEqual([
    { reason: 'unknown_status', detail: { unanswered: 'silent', reason: 'HTTP 500' } },
  ]);
  expect(await db.sql('SELECT type, seq FROM events WHERE order_id = $1', [id])).toEqual([
    { type: 'case.opened', seq: 1 },
  ]);
});
