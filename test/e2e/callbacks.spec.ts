// Aim: a callback of the bank makes us ask at once, and does nothing else; what anybody could have sent does nothing at
// all. Method: the gateway simulator signs and sends; what it would never send is signed and sent by the test.
import { generateKeyPairSync } from 'node:crypto';
import {
  awaitStuck,
  behave,
  historyOf,
  misbehave,
  orderIdOf,
  pagesOf,
  post,
  settled,
} from '../support/at-the-bank.js';
import { eventually } from '../support/eventually.js';
import { signedCallback } from '../support/sign-callback.js';
import { MINUTE_MS, stories, type Story } from '../support/story.js';
import type { Answer } from '../support/system.js';

const HMAC = 'the-token-of-the-portal';
const OLD_HMAC = 'the-token-before-it';
/** What the bank says beside the smallest form. */
const AGREED = ['amount', 'currency', 'actionCode', 'maskedPan', 'ip', 'callbackCreationDate'];
const RSA = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

const told = stories({
  env: { LOG_LEVEL: 'trace' },
  callbacks: {
    patient: {
      keys: [{ hmac: OLD_HMAC }, { hmac: HMAC }],
      dynamic: true,
      bank: { hmac: HMAC, tries: 20, extra: AGREED },
    },
    strict: { keys: [{ rsa: RSA.publicKey }], bank: { rsa: RSA.privateKey, method: 'GET' } },
  },
});

type Row = Record<string, any>;
const rowsAbout = (gatewayOrderId: string) =>
  told.system.db.sql<Row>('SELECT * FROM callbacks WHERE gateway_order_id = $1', [gatewayOrderId]);
const heardOf = (gatewayOrderId: string): Promise<Row[]> =>
  told.system.control('GET', `callbacks?orderId=${gatewayOrderId}`);
/** What the bank was answered, callback by callback, once there are so many. */
const answers = (gatewayOrderId: string, count: number): Promise<number[]> =>
  eventually(async () => {
    const answered = (await heardOf(gatewayOrderId)).map((callback) => callback.answered);
    expect(answered.length).toBeGreaterThanOrEqual(count);
    return answered;
  });
const order = (fault: string, { order: { gatewayOrderId } }: Story): Promise<{ id: string }> =>
  told.system.control('POST', 'faults', { endpoint: 'callback', fault, match: { orderId: gatewayOrderId } });
const polls = async (story: Story): Promise<number> => (await story.registration()).polls;
const asked = (story: Story, times: number): Promise<void> =>
  eventually(async () => expect(await polls(story)).toBeGreaterThanOrEqual(times));

const signed = (said: Record<string, string>, token = HMAC) => signedCallback(said, token);
const saidOf = ({ order: { gatewayOrderId } }: Story, orderNumber: string): Record<string, string> => ({
  mdOrder: gatewayOrderId,
  orderNumber,
  operation: 'deposited',
  status: '1',
});
const lacking = (said: Record<string, string>, name: string): Record<string, string> =>
  Object.fromEntries(Object.entries(said).filter(([one]) => one !== name));
const numberOf = async (story: Story): Promise<string> => (await story.registration()).gateway_order_number;
const sendForm = (
  merchant: string,
  raw: string,
  type = 'application/x-www-form-urlencoded',
): Promise<Answer> => told.system.request('POST', `/pay/callback/${merchant}`, { key: null, raw, type });
const sendQuery = (merchant: string, query: string): Promise<Answer> =>
  told.system.request('GET', `/pay/callback/${merchant}?${query}`, { key: null });

describe('a payer who never comes back', () => {
  it.each([
    ['HMAC, POST, to the address of the order', 'patient'],
    ['RSA, GET, to the address of the portal', 'strict'],
  ] as const)('is known to have paid within seconds: %s', async (_, shop) => {
    const story = await told.buy({}, shop);
    await story.page.pay();
    await story.settled('paid');
    expect((await story.lastEvent()).data.cause).toBe('callback');
    expect(await story.registration()).toMatchObject({ returned_at: null, hastened_by: null });
    expect(await answers(story.order.gatewayOrderId, 1)).toEqual([200]);
    expect(await rowsAbout(story.order.gatewayOrderId)).toMatchObject([
      { merchant_id: shop, operation: 'deposited', status: '1', times: 1 },
    ]);
    await story.expectTold('registered', 'paid');
  });

  it('is known to have been refused, for good or not', async () => {
    const [strict, patient] = [await told.buy({}, 'strict'), await told.buy()];
    for (const story of [strict, patient]) await story.page.pay({ pan: '4000 0000 0116 0003' });
    await strict.settled('declined');
    expect((await strict.lastEvent()).data.cause).toBe('callback');
    await eventually(async () =>
      expect(await patient.history()).toEqual(['1 order.registered', '2 order.attempt_failed']),
    );
    expect((await patient.lastEvent()).data).toMatchObject({ cause: 'callback', actionCode: 116 });
  });

  it('is known to have his money held', async () => {
    const story = await told.buy({ mode: 'hold' });
    await story.page.pay();
    await story.settled('authorized');
    expect((await story.lastEvent()).data.cause).toBe('callback');
  });
});

describe('a callback that tells what is not so', () => {
  it('changes nothing about a paid order, be it ever so well signed', async () => {
    const story = await told.buy();
    await story.pay();
    await story.settled('paid');
    const before = await polls(story);
    const lie = { orderId: story.order.gatewayOrderId, operation: 'declinedByTimeout' };
    expect(await told.system.control('POST', 'callbacks', lie)).toEqual({ answered: 200 });
    await asked(story, before + 1);
    expect(await story.show()).toMatchObject({ state: 'paid', captured: 1_250_000 });
    await story.expectTold('registered', 'paid');
  });

  it('pays nothing', async () => {
    const story = await told.buy();
    const lie = { orderId: story.order.gatewayOrderId, operation: 'deposited' };
    expect(await told.system.control('POST', 'callbacks', lie)).toEqual({ answered: 200 });
    await asked(story, 1);
    expect(await story.show()).toMatchObject({ state: 'registered', captured: 0 });
    await story.expectTold('registered');
  });
});

describe('the bank', () => {
  it('may say it twice', async () => {
    const story = await told.buy();
    await order('duplicate', story);
    await story.pay();
    expect(await answers(story.order.gatewayOrderId, 2)).toEqual([200, 200]);
    await eventually(async () =>
      expect(await rowsAbout(story.order.gatewayOrderId)).toMatchObject([{ times: 2 }]),
    );
    await story.settled('paid');
    await story.expectTold('registered', 'paid');
  });

  it('may say it in another order', async () => {
    const story = await told.buy();
    const { id } = await order('hold', story);
    await story.pay({ pan: '4000000001160003' });
    await awaitStuck(told.system, id);
    await story.pay();
    await story.settled('paid');
    const before = await polls(story);
    await behave(told.system, id);
    expect(await answers(story.order.gatewayOrderId, 2)).toEqual([200, 200]);
    await asked(story, before + 1);
    const rows = await rowsAbout(story.order.gatewayOrderId);
    expect(new Set(rows.map((row) => row.status))).toEqual(new Set(['0', '1']));
    await story.expectTold('registered', 'paid');
  });

  it('may say it before it has answered register.do', async () => {
    const { system } = told;
    const request = system.order();
    const answer = await misbehave(system, request, 'register.do', 'hold', { when: 'after' });
    const registering = post(system, request);
    await awaitStuck(system, answer);
    const orderId = await orderIdOf(system, request);
    const [page] = await pagesOf(system, orderId);
    await system.control('POST', 'pay', { orderId: page!.orderId, cvc: '123' });
    expect(await answers(page!.orderId, 1)).toEqual([200]);
    const [row] = await rowsAbout(page!.orderId);
    expect(row!.registration_id).not.toBeNull();
    expect(await system.show(orderId)).toMatchObject({ state: 'created' });
    await behave(system, answer);
    expect((await registering).status).toBe(201);
    await settled(system, orderId, 'paid');
    expect(await historyOf(system, orderId)).toEqual(['1 order.registered', '2 order.paid']);
    expect((await system.eventsOf(orderId)).at(-1)!.data.cause).toBe('callback');
    expect(await system.control('GET', 'violations')).toEqual([]);
  });

  it('says it again when it could not be written down', async () => {
    const story = await told.buy();
    await told.system.db.sql('ALTER TABLE callbacks RENAME TO callbacks_gone');
    await story.pay();
    const [first] = await answers(story.order.gatewayOrderId, 1);
    await told.system.db.sql('ALTER TABLE callbacks_gone RENAME TO callbacks');
    expect(first).toBe(500);
    await story.settled('paid');
    expect(await rowsAbout(story.order.gatewayOrderId)).toMatchObject([{ times: 1 }]);
  });
});

describe('what anybody could have sent', () => {
  it('moves and hastens nothing', async () => {
    const story = await told.buy();
    await order('forge', story);
    await story.pay();
    expect((await answers(story.order.gatewayOrderId, 2)).slice(0, 2)).toEqual([403, 403]);
    expect(await story.show()).toMatchObject({ state: 'registered' });
    expect(await story.registration()).toMatchObject({ hastened_at: null, polls: 0 });
    expect(await rowsAbout(story.order.gatewayOrderId)).toEqual([]);
    await story.comeBack();
    await story.settled('paid');
  });

  it('gets one answer, whether merchant and order are there or not', async () => {
    const story = await told.buy();
    const said = saidOf(story, await numberOf(story));
    const forged = signed(said, 'not-the-token').toString();
    const refused = await sendForm('patient', forged);
    expect(refused).toMatchObject({ status: 403, body: { code: 'CALLBACK_NOT_VERIFIED', retry: 'never' } });
    const others = [
      await sendQuery('patient', forged),
      await sendForm('patient', signed({ ...said, orderNumber: 'N-1' }, 'not-the-token').toString()),
      await sendForm('strict', signed(said).toString()),
      await sendForm('nobody', signed(said).toString()),
      await sendForm('..%2Fpatient', signed(said).toString()),
    ];
    for (const { status, body } of others)
      expect({ status, body }).toEqual({ status: 403, body: refused.body });
    expect(await story.registration()).toMatchObject({ hastened_at: null });
  });

  it.each<[string, (said: URLSearchParams) => string]>([
    ['a name twice', (said) => `${said.toString()}&status=1`],
    ['one parameter more', (said) => `${said.toString()}&utm=1`],
    ['no checksum', (said) => said.toString().replace(/&checksum=\w+/, '')],
    ['a digit less', (said) => said.toString().slice(0, -1)],
    ['nothing', () => ''],
  ])('is refused with %s', async (_, spoil) => {
    const story = await told.buy();
    const raw = spoil(signed(saidOf(story, await numberOf(story))));
    expect([(await sendForm('patient', raw)).status, (await sendQuery('patient', raw)).status]).toEqual([
      403, 403,
    ]);
    expect(await story.registration()).toMatchObject({ hastened_at: null });
    expect(await rowsAbout(story.order.gatewayOrderId)).toEqual([]);
  });

  it('is a hint where what stands beside it cannot be read', async () => {
    const story = await told.buy();
    const said = signed(saidOf(story, await numberOf(story)));
    expect((await sendForm('patient', `${said.toString()}&note=%`)).status).toBe(200);
    expect(await story.registration()).toMatchObject({ hastened_at: expect.any(Date) });
    expect(await rowsAbout(story.order.gatewayOrderId)).toEqual([]);
  });

  it('is not read when it is no form, or too long', async () => {
    const json = JSON.stringify({ mdOrder: 'a', orderNumber: 'b', operation: 'deposited', status: '1' });
    expect((await sendForm('patient', json, 'application/json')).status).toBe(403);
    expect((await sendForm('patient', 'status=1', 'text/plain')).status).toBe(403);
    expect((await sendForm('patient', `note=${'a'.repeat(70_000)}`)).status).toBe(413);
    expect((await sendForm('patient', `note=${'a'.repeat(20_000)}`)).status).toBe(403);
  });
});

const without = (said: URLSearchParams, name: string): string => {
  const rest = new URLSearchParams(said);
  rest.delete(name);
  return rest.toString();
};

describe('a callback of the bank in an odd shape', () => {
  const TYPES = [
    'text/plain',
    'plain/text',
    'application/json',
    'application/octet-stream',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded; charset=windows-1251',
    'form',
  ];

  it.each(TYPES)('is taken as %s', async (type) => {
    const story = await told.buy();
    const raw = signed(saidOf(story, await numberOf(story))).toString();
    expect((await sendForm('patient', raw, type)).status).toBe(200);
    expect(await rowsAbout(story.order.gatewayOrderId)).toMatchObject([{ times: 1 }]);
  });

  it.each<string | undefined>([undefined, ...TYPES])(
    'is taken from the query of an empty POST, of type %s',
    async (type) => {
      const story = await told.buy();
      const query = signed(saidOf(story, await numberOf(story))).toString();
      const url = `/pay/callback/patient?${query}`;
      const sent = type === undefined ? { key: null } : { key: null, raw: '', type };
      expect((await told.system.request('POST', url, sent)).status).toBe(200);
      expect(await rowsAbout(story.order.gatewayOrderId)).toMatchObject([{ times: 1 }]);
    },
  );

  const MANY = Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`extra${at}`, String(at)]));

  it.each<[string, (said: Record<string, string>) => Record<string, string>, string, string]>([
    ['with 200 parameters more', (said) => ({ ...said, ...MANY }), '', ''],
    ['with a separator behind the last', (said) => said, '', '&'],
    ['with a separator before the first', (said) => said, '&', ''],
    ['without our number', (said) => lacking(said, 'orderNumber'), '', ''],
  ])('is taken %s, by either method', async (_, change, before, behind) => {
    for (const send of [sendForm, sendQuery]) {
      const story = await told.buy();
      const raw = signed(change(saidOf(story, await numberOf(story)))).toString();
      expect((await send('patient', before + raw + behind)).status).toBe(200);
      const [row] = await rowsAbout(story.order.gatewayOrderId);
      expect(row).toMatchObject({ registration_id: (await story.registration()).id, times: 1 });
      await asked(story, 1);
    }
  });
});

describe('a checksum that is right and proves nothing', () => {
  it.each<[string, (story: Story, number: string) => string]>([
    [
      'one value stands for several parameters',
      (story, number) =>
        without(signed(saidOf(story, number)), 'status').replace(/(orderNumber=[^&]+)/, '$1%3Bstatus%3B1'),
    ],
    [
      'a text has a semicolon',
      (story, number) => signed({ ...saidOf(story, number), note: 'a;b' }).toString(),
    ],
    [
      'it does not say whether it succeeded',
      (story, number) => signed(lacking(saidOf(story, number), 'status')).toString(),
    ],
  ])('is a hint, and no more often than every ten seconds: %s', async (_, make) => {
    const story = await told.buy();
    const raw = make(story, await numberOf(story));
    expect([(await sendForm('patient', raw)).status, (await sendQuery('patient', raw)).status]).toEqual([
      200, 200,
    ]);
    expect(await rowsAbout(story.order.gatewayOrderId)).toEqual([]);
    await asked(story, 1);
    const { hastened_at: at, next_poll_at: next, rechecking_since: since } = await story.registration();
    expect(at).not.toBeNull();
    expect(since).toBeNull();
    expect(next.getTime()).toBeGreaterThan(at.getTime());
    expect(await polls(story)).toBe(1);
    await story.expectTold('registered');
  });
});

it('shows a wrong key on the dashboard, in one row a minute with samples, and in few lines of the log', async () => {
  const story = await told.buy();
  const forged = signed(saidOf(story, await numberOf(story)), 'the-key-of-yesterday').toString();
  const operator = await told.system.operator('viewer');
  const wrong = async (): Promise<Row> => {
    const { body } = await operator.request('GET', '/ops/api/overview');
    return body.unverifiedCallbacks.find(
      (row: Row) => row.merchantId === 'patient' && row.reason === 'wrong checksum',
    );
  };
  const before = (await wrong())?.lastHour ?? 0;
  for (let at = 0; at < 120; at += 1) await sendForm('patient', forged);
  const number = await numberOf(story);
  await eventually(async () => {
    const kept = await told.system.db.sql(
      `SELECT FROM unverified_callbacks WHERE samples @> $1 AND reason = 'wrong checksum'`,
      [JSON.stringify([{ orderNumber: number, operation: 'deposited' }])],
    );
    expect(kept.length).toBeGreaterThan(0);
    // The newest may be one that the bank repeats.
    expect((await wrong()).sample).toMatchObject({ operation: 'deposited' });
  });
  await eventually(async () => expect((await wrong()).lastHour).toBeGreaterThanOrEqual(before + 120));
  const rows = await told.system.db.sql<Row>(
    `SELECT jsonb_array_length(samples) AS samples FROM unverified_callbacks WHERE reason = 'wrong checksum'`,
  );
  expect(Math.max(...rows.map(({ samples }) => samples))).toBeLessThanOrEqual(100);
  const lines = told.system.api.log.split('\n').filter((line) => line.includes('Callbacks are not verified'));
  expect(lines.length).toBeGreaterThanOrEqual(1);
  expect(lines.length).toBeLessThan(10);
  expect(JSON.stringify(await told.system.db.sql('SELECT * FROM unverified_callbacks'))).not.toContain(
    forged.slice(-64),
  );
});

it('takes the key that is being replaced, and an order that is not ours', async () => {
  const story = await told.buy();
  const said = saidOf(story, await numberOf(story));
  expect((await sendForm('patient', signed(said, OLD_HMAC).toString())).status).toBe(200);
  const foreign = { ...said, mdOrder: 'somebody-elses', orderNumber: 'PLUGIN-1' };
  expect((await sendForm('patient', signed(foreign).toString())).status).toBe(200);
  expect(await rowsAbout('somebody-elses')).toMatchObject([{ registration_id: null, times: 1 }]);
});

it('keeps and logs no card, address, checksum or key', async () => {
  const story = await told.buy();
  await story.pay();
  await story.settled('paid');
  const message = signed({
    ...saidOf(story, await numberOf(story)),
    maskedPan: '444455**3333',
    ip: '203.0.113.7',
  });
  expect((await sendQuery('patient', message.toString())).status).toBe(200);
  expect((await sendForm('patient', signed(saidOf(story, 'N-1'), 'not-the-token').toString())).status).toBe(
    403,
  );
  const rows = await rowsAbout(story.order.gatewayOrderId);
  expect(rows).toHaveLength(2);
  expect(rows.map((row) => row.said)).toContainEqual(expect.objectContaining({ amount: '1250000' }));
  const written = JSON.stringify(rows) + told.system.api.log + told.system.worker.log;
  const secrets = [
    HMAC,
    OLD_HMAC,
    'PUBLIC KEY',
    message.get('checksum')!,
    '444455',
    '203.0.113.7',
    '127.0.0.1"',
  ];
  expect(written.length).toBeGreaterThan(1_000);
  expect(secrets.filter((secret) => written.includes(secret))).toEqual([]);
});

it('does without them: what was never sent is found by schedule, and the end of a lifetime is told', async () => {
  const [lost, expiring] = [await told.buy(), await told.buy({ expiresInSeconds: 60 })];
  await order('drop', lost);
  await lost.pay();
  await told.system.pass(6 * MINUTE_MS);
  await lost.settled('paid');
  expect((await lost.lastEvent()).data.cause).toBe('schedule');
  expect(await heardOf(lost.order.gatewayOrderId)).toEqual([]);
  await expiring.settled('expired');
  expect(await answers(expiring.order.gatewayOrderId, 1)).toEqual([200]);
  expect(await rowsAbout(expiring.order.gatewayOrderId)).toMatchObject([{ operation: 'declinedByTimeout' }]);
});
