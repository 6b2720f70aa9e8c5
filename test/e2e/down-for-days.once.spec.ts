// Aim: overdue work of any age is picked up, however long everything was down, and one bad row never stops the others.
import { eventually } from '../support/eventually.js';
import { settled } from '../support/at-the-bank.js';
import { System } from '../support/system.js';

const DAY_MS = 24 * 3_600_000;

let system: System;
beforeAll(async () => {
  system = await System.start();
});
afterAll(() => system?.stop());

const stuck = () => system.db.sql('SELECT order_id AS id, reason FROM stuck_orders ORDER BY order_id');

it('tells people that no worker is there, and asks about everything that came due once one is', async () => {
  const paid = (await system.register()).body;
  const forgotten = (await system.register()).body;
  await system.worker.end('SIGKILL');
  await system.pay(paid);
  expect(await stuck()).toEqual([]);
  await system.pass(3 * DAY_MS);
  // Ids go up with the time they were made.
  expect(await stuck()).toEqual([paid, forgotten].map(({ id }) => ({ id, reason: 'look_overdue' })));
  await system.worker.start();
  await settled(system, paid.id, 'paid');
  await settled(system, forgotten.id, 'expired');
  await eventually(async () => expect(await stuck()).toEqual([]));
});

it('goes on with the others when one row cannot be written, and makes a case of that one', async () => {
  const bad = (await system.register()).body;
  const good = [(await system.register()).body, (await system.register()).body];
  for (const order of [bad, ...good]) await system.pay(order);
  // Our own fault, whatever it may be: this order cannot be written.
  await system.db.sql(
    `CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'a fault of our own'; END $$`,
  );
  await system.db.sql(
    `CREATE TRIGGER broken BEFORE UPDATE ON orders FOR EACH ROW
     WHEN (NEW.id = '${bad.id}' AND NEW.state = 'paid') EXECUTE FUNCTION broken()`,
  );
  await system.pass(60_000);
  for (const order of good) await settled(system, order.id, 'paid');
  const reasons = async () =>
    (await system.db.sql<{ reason: string }>('SELECT reason FROM cases WHERE order_id = $1', [bad.id])).map(
      ({ reason }) => reason,
    );
  await eventually(async () => {
    await system.pass(60_000);
    expect(await reasons()).toEqual(['internal_error']);
  });
  await system.db.sql('DROP FUNCTION broken CASCADE');
  await eventually(async () => {
    await system.pass(60_000);
    expect(await system.show(bad.id)).toMatchObject({ state: 'paid' });
  });
});
