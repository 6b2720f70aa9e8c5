// Aim: at the most talkative log level, after a walk, a refusal and a fault, nothing secret is in any log or event.
import { eventually } from '../support/eventually.js';
import { System } from '../support/system.js';

let system: System;
beforeAll(async () => {
  system = await System.start({ env: { LOG_LEVEL: 'trace' } });
});
afterAll(() => system?.stop());

it('tells no key, password, token, card or address in logs and events', async () => {
  const payer = { email: 'aigerim.secret@example.kz', phone: '+77011234567', id: 'customer-4711' };
  const { body: order } = await system.register({ payer });
  await system.request('POST', '/v1/orders', { raw: '{"orderNumber":', key: 'a-wrong-key' });
  await system.control('POST', 'faults', { endpoint: 'register.do', fault: 'cut', when: 'after' });
  const { body: lost } = await system.register({ payer });
  await eventually(async () => expect(await system.show(lost.id)).toMatchObject({ state: 'registered' }));
  await system.pay(order);
  await system.comeBack(order);
  await eventually(async () => expect(await system.jobsOf('ledger', order.id)).toHaveLength(2));

  // A write that fails is logged, and what it was given must not be.
  await system.db.sql('ALTER TABLE registration_answers RENAME TO answers_gone');
  const { body: broken } = await system.register({ payer });
  await system.pay(broken);
  await system.comeBack(broken);
  await eventually(() => expect(system.worker.log).toContain('A registration could not be polled'));
  await system.db.sql('ALTER TABLE answers_gone RENAME TO registration_answers');

  const [{ return_token: token }] = (await system.db.sql<{ return_token: string }>(
    'SELECT return_token FROM registrations WHERE order_id = $1',
    [order.id],
  )) as [{ return_token: string }];
  const { merchants } = system.readConfig() as { merchants: { password: string }[] };
  const secrets = [
    system.keyOf('patient'),
    'a-wrong-key',
    ...merchants.map((merchant) => merchant.password),
    token,
    '444455',
    payer.email,
    payer.phone,
    payer.id,
  ];
  const jobs = await system.allJobsOf('ledger');
  const events = await system.db.sql<{ data: unknown }>('SELECT data FROM events');
  const written = {
    api: system.api.log,
    worker: system.worker.log,
    events: JSON.stringify([...jobs, ...events]),
  };
  expect(written.api.length).toBeGreaterThan(1_000);
  for (const [where, text] of Object.entries(written)) {
    const told = secrets.filter((secret) => text.includes(secret));
    expect({ where, told }).toEqual({ where, told: [] });
  }
});
