// Aim: the api answers everything with the job store down, and once it is back everything is settled, nothing lost and
// nothing twice. The truth is in the rows; jobs are only work.
import { eventually } from '../support/eventually.js';
import { System } from '../support/system.js';

let system: System;
beforeAll(async () => {
  system = await System.start();
});
afterAll(() => system?.stop());

const TOLD = [
  { type: 'kz.tolem.order.registered.v1', sequence: '0000000001' },
  { type: 'kz.tolem.order.paid.v1', sequence: '0000000002' },
];

it('makes orders and answers payers without it, and settles within 5 s of its return', async () => {
  const { body: before } = await system.register();
  await eventually(async () => expect(await system.jobsOf('ledger', before.id)).toHaveLength(1));
  await system.stopJobStore();

  const { status, body: during } = await system.register();
  expect([status, during.state]).toEqual([201, 'registered']);
  const page = await fetch(during.paymentUrl);
  expect(page.status).toBe(200);
  for (const order of [before, during]) {
    await system.pay(order);
    expect((await system.comeBack(order)).status).toBe(200);
  }
  expect((await system.request('GET', '/health/ready', { key: null })).status).toBe(200);

  await system.startJobStore();
  const backAtMs = performance.now();
  for (const order of [before, during])
    await eventually(async () => expect(await system.show(order.id)).toMatchObject({ state: 'paid' }));
  expect(performance.now() - backAtMs).toBeLessThan(30_000);
  for (const order of [before, during]) {
    await eventually(async () =>
      expect(await system.jobsOf('ledger', order.id)).toEqual(
        TOLD.map((event) => ({ ...event, subject: order.id })),
      ),
    );
    expect(await system.eventsOf(order.id)).toHaveLength(2);
  }
});
