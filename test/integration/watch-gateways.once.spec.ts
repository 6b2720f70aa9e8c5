// Aim: an outage of a merchant's gateway is one case however many processes suffer from it, and comes back to the person who closed it
// only with the next outage. Method: what two processes find out about one gateway, written down on a real database.
import type { GatewayGuard, HealthChange } from '@app/gateway';
import { RaiseCase, WatchGateways } from '@app/orders';
import type { TestingModule } from '@nestjs/testing';
import { DataSource } from 'typeorm';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { startOrders } from '../support/publisher.js';

let db: TestDatabase;
let tolem: TestingModule;
beforeEach(async () => {
  db = await createDatabase();
  tolem = await startOrders(db.url);
});
afterEach(async () => {
  await tolem?.close();
  await db?.drop();
});

const cases = () =>
  db.sql<{ why: string; closed_by: string | null }>(
    `SELECT detail->>'why' AS why, closed_by FROM cases WHERE subject = 'merchant:main' ORDER BY opened_at`,
  );

/** One process: what its probes find out is written down. */
function aProcess() {
  let tell: (change: HealthChange) => void;
  const guard = { onChange: (listener: typeof tell) => (tell = listener) } as unknown as GatewayGuard;
  const watch = new WatchGateways(guard, tolem.get(DataSource), tolem.get(RaiseCase));
  watch.onModuleInit();
  return async (holds: boolean, why = 'HTTP 502') => {
    tell({ merchantId: 'main', trouble: 'gateway_unreachable', holds, why });
    await (watch as unknown as { last: Promise<void> }).last;
  };
}

it('is one case, which shows why it suffers now', async () => {
  const [one, other] = [aProcess(), aProcess()];
  await one(true);
  await other(true, 'timeout');
  expect(await cases()).toEqual([{ why: 'timeout', closed_by: null }]);
});

it('stays closed by a person, whichever process says it again, and opens with the next outage', async () => {
  const [one, other] = [aProcess(), aProcess()];
  for (const probe of [one, other, one, other]) await probe(true);
  await db.sql(`UPDATE cases SET closed_at = now(), closed_by = 'operator:ann'`);
  for (const probe of [one, other, one, other]) await probe(true);
  expect(await cases()).toEqual([{ why: 'HTTP 502', closed_by: 'operator:ann' }]);
  for (const probe of [one, other]) await probe(false);
  for (const probe of [one, other]) await probe(true);
  expect((await cases()).map(({ closed_by: by }) => by)).toEqual(['operator:ann', null]);
});
