// Aim: the database, as the migrations leave it, knows the states that the code knows. The texts of code, migration and
// docs/architecture.md are compared in libs/orders/src/order/order-state.spec.ts.
import { ORDER_STATES } from '@app/orders';
import { createDatabase, type TestDatabase } from '../support/database.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createDatabase();
});
afterAll(() => db?.drop());

it('allows every state of the table, and no other', async () => {
  const [check] = await db.sql<{ text: string }>(
    `SELECT pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE conname = 'orders_state_known' AND convalidated`,
  );
  const allowed = [...check!.text.matchAll(/'(\w+)'/g)].map(([, state]) => state!);
  expect(allowed.toSorted()).toEqual(Object.keys(ORDER_STATES).toSorted());
});
