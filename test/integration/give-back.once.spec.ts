// Aim: what was claimed and could not be handed on waits for nothing: it is due now. Method: rows written by SQL, claimed
// for two minutes, and the repository itself.
import { RegistrationsRepository } from '@app/orders';
import type { TestingModule } from '@nestjs/testing';
import { claimedRow } from '../support/claimed-row.js';
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

it.each<[string, string, number | null, number, number | null]>([
  ['a page that is open', 'open', 120, -600, 0],
  ['one whose caller died', 'sending', 120, -20, 0],
  ['one whose caller may still write', 'sending', 120, 20, 20],
  ['one that is due already', 'open', -60, -600, -60],
  ['one that nobody looks at any more', 'closed', null, -600, null],
])('%s', async (_, state, look, deadline, due) => {
  const id = await claimedRow(db, state, look, deadline);
  const other = await claimedRow(db, state, look, deadline);
  await tolem.get(RegistrationsRepository).giveBack([id]);
  const dueIn = async (of: string): Promise<number | null> => {
    const [row] = await db.sql<{ seconds: number | null }>(
      `SELECT extract(epoch FROM next_poll_at - tolem_now())::float AS seconds FROM registrations WHERE id = $1`,
      [of],
    );
    return row!.seconds;
  };
  expect(roughly(await dueIn(id))).toBe(due);
  expect(roughly(await dueIn(other))).toBe(look);
});

/** To ten seconds: this test takes less. */
const roughly = (seconds: number | null): number | null => seconds && Math.round(seconds / 10) * 10 + 0;
