// Aim: 10,000 forged, duplicated or malformed callbacks: no move, one row per distinct verified callback and none for the
// others, memory growth under 20 MB, p99 at most 3 times that of `/health/live` in the same run.
// Method: a third of each, by GET and POST, each followed by a question of /health/live on the same few connections. The
// forged and malformed ones tell of orders that are paid at the bank, so that a single look would move them. Memory is
// what the api holds once its garbage is collected, heap and buffers, and what is resident then; it asks itself through its
// inspector, after a flood of some thousand others by which code and heap have got their size. A round whose p99 is too
// high is repeated up to twice, for this machine does other things as well; all the rest holds over all rounds.
import { generateKeyPairSync } from 'node:crypto';
import { Pool } from 'undici';
import { type Fact, factOf, factsAbout, floodOf, type Sent, type Signer, type Subject } from './flood.js';
import { eventually } from '../support/eventually.js';
import { INSPECTED, inspectorOf, type Memory, memoryOf } from '../support/memory-of.js';
import { signedCallback, signedCallbackByRsa } from '../support/sign-callback.js';
import { stories, type Story } from '../support/story.js';

const MANY = 10_000;
const WARM_UP = 4_000;
const AT_ONCE = 8;
const GROWTH_BYTES = 20e6;
const TIMES_HEALTH = 3;
const ROUNDS = 3;
const HEALTH: Sent = { kind: '/health/live', method: 'GET', path: '/health/live', answer: 200 };

const rsaKeys = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
const [HMAC, OLD_HMAC] = ['the-token-of-the-portal', 'the-token-before-it'];
const [RSA, FOREIGN] = [rsaKeys(), rsaKeys()];

const byToken = (token: string) => (said: Record<string, string>) => signedCallback(said, token);
const byRsa = (key: string) => (said: Record<string, string>) => signedCallbackByRsa(said, key);
const SIGNERS: Record<'patient' | 'strict', Signer> = {
  patient: {
    merchant: 'patient',
    sign: [byToken(HMAC), byToken(OLD_HMAC)],
    forge: [byToken('a-guess'), byRsa(RSA.privateKey)],
  },
  strict: {
    merchant: 'strict',
    sign: [byRsa(RSA.privateKey)],
    forge: [byToken(RSA.publicKey), byToken(HMAC), byRsa(FOREIGN.privateKey)],
  },
};

const told = stories({
  callbacks: {
    patient: { keys: [{ hmac: OLD_HMAC }, { hmac: HMAC }] },
    strict: { keys: [{ rsa: RSA.publicKey }] },
  },
  env: INSPECTED,
});

type Row = Record<string, any>;
type Round = Readonly<{ callbacksMs: number; healthMs: number; memory: Memory }>;

/** Told of by verified callbacks, and not paid. */
let open: Story[];
/** Told of by all the others, and paid. */
let victims: Story[];
let before: Row[];
let warm: Memory;
const rounds: Round[] = [];
/** How often each fact was told by a verified callback. */
const sent = new Map<string, number>();
let facts: string[];

beforeAll(async () => {
  open = await buy(4);
  victims = await buy(4);
  await payUnseen(victims);
  before = await moves();
  const notOurs = { ...SIGNERS.patient, mdOrder: 'somebody-elses', orderNumber: 'PLUGIN-1' };
  const repeated = [...(await subjectsOf(open)), notOurs];
  facts = factsAbout(repeated);
  const flood = floodOf(repeated, await subjectsOf(victims));
  const inspector = inspectorOf(told.system.api);
  await send(take(flood, WARM_UP));
  warm = await memoryOf(inspector);
  do {
    const delays = await send(take(flood, MANY));
    rounds.push({ ...delays, memory: await memoryOf(inspector) });
    report(rounds.at(-1)!);
  } while (rounds.length < ROUNDS && rounds.every(isSlow));
});

/** Orders that wait to be paid, of both merchants by turns. */
const buy = (count: number): Promise<Story[]> =>
  Promise.all(Array.from({ length: count }, (_, at) => told.buy({}, at % 2 ? 'strict' : 'patient')));

const subjectsOf = (stories: readonly Story[]): Promise<Subject[]> =>
  Promise.all(
    stories.map(async (story) => {
      const { merchant_id, gateway_order_id, gateway_order_number } = await story.registration();
      const signer = SIGNERS[merchant_id as keyof typeof SIGNERS];
      return { ...signer, mdOrder: gateway_order_id, orderNumber: gateway_order_number };
    }),
  );

/** The bank tells nobody, and nobody asks by schedule. */
async function payUnseen(stories: readonly Story[]): Promise<void> {
  for (const story of stories) {
    const match = { orderId: story.order.gatewayOrderId };
    await told.system.control('POST', 'faults', { endpoint: 'callback', fault: 'drop', match });
    await told.system.db.sql(
      `UPDATE registrations SET next_poll_at = tolem_now() + interval '1 day' WHERE order_id = $1`,
      [story.order.id],
    );
    await story.pay();
  }
}

/** Where every order is, and all that was told of it. */
const moves = (): Promise<Row[]> =>
  told.system.db.sql<Row>(
    `SELECT id, state, captured_minor, refunded_minor, settled_by, last_seq,
       (SELECT json_agg(e.type ORDER BY e.id) FROM events e WHERE e.order_id = o.id) AS events,
       (SELECT count(*) FROM cases) AS cases
     FROM orders o ORDER BY id`,
  );

const take = (flood: Iterator<Sent, never>, count: number): Sent[] =>
  Array.from({ length: count }, () => flood.next().value);

/** Each callback and then one question of /health/live, by a few senders that wait for every answer. */
async function send(callbacks: readonly Sent[]): Promise<Omit<Round, 'memory'>> {
  const pool = new Pool(told.system.apiUrls[0]!, { connections: AT_ONCE });
  const [callbackMs, healthMs]: [number[], number[]] = [[], []];
  const left = callbacks.values();
  const sender = async (): Promise<void> => {
    for (const callback of left) {
      callbackMs.push(await ask(pool, callback));
      healthMs.push(await ask(pool, HEALTH));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
  await pool.close();
  expect([callbackMs.length, healthMs.length]).toEqual([callbacks.length, callbacks.length]);
  return { callbacksMs: p99(callbackMs), healthMs: p99(healthMs) };
}

/** How many milliseconds pass until it is answered, and as it has to be. */
async function ask(pool: Pool, { method, path, headers, body, answer, kind, fact }: Sent): Promise<number> {
  const startMs = performance.now();
  const response = await pool.request({ method, path, headers, body });
  await response.body.dump();
  const tookMs = performance.now() - startMs;
  if (response.statusCode !== answer) throw new Error(`${kind}, by ${method}: ${response.statusCode}`);
  if (fact) sent.set(fact, (sent.get(fact) ?? 0) + 1);
  return tookMs;
}

const p99 = (delaysMs: readonly number[]): number =>
  delaysMs.toSorted((a, b) => a - b)[Math.ceil(delaysMs.length * 0.99) - 1]!;

const isSlow = ({ callbacksMs, healthMs }: Round): boolean => callbacksMs > TIMES_HEALTH * healthMs;

function report({ callbacksMs, healthMs, memory }: Round): void {
  const megabytes = (what: keyof Memory) =>
    `${(warm[what] / 1e6).toFixed(1)} ${((memory[what] - warm[what]) / 1e6).toFixed(1).replace(/^(?!-)/, '+')} MB`;
  process.stderr.write(
    `callback flood: p99 ${callbacksMs.toFixed(1)} ms, of /health/live ${healthMs.toFixed(1)} ms, ` +
      `ratio ${(callbacksMs / healthMs).toFixed(2)}; held ${megabytes('held')}, resident ${megabytes('resident')}\n`,
  );
}

it('moves nothing: what is verified makes us ask, and nothing else does', async () => {
  await eventually(async () => {
    for (const story of open) {
      expect(await story.timesAsked()).toBeGreaterThan(0);
      expect((await story.registration()).hastened_at).not.toBeNull();
    }
  });
  for (const story of victims)
    expect(await story.registration()).toMatchObject({ hastened_at: null, polls: 0 });
  expect(await moves()).toEqual(before);
});

it('leaves one row per distinct verified callback and none for the others', async () => {
  expect([...sent.keys()].toSorted()).toEqual(facts.toSorted());
  const rows = () => told.system.db.sql<Row>('SELECT * FROM callbacks');
  expect(await rows()).toHaveLength(facts.length);
  await eventually(async () => {
    const kept = await rows();
    const counts = kept.map((row): [string, number] => [
      factOf(row.merchant_id, row.gateway_order_number, row as Fact),
      row.times,
    ]);
    expect(new Map(counts)).toEqual(sent);
  });
});

it('takes no memory', () => {
  for (const { memory } of rounds) {
    expect(memory.held - warm.held).toBeLessThan(GROWTH_BYTES);
    expect(memory.resident - warm.resident).toBeLessThan(GROWTH_BYTES);
  }
});

it('is answered about as fast as /health/live', () => {
  expect(rounds.filter((round) => !isSlow(round))).not.toEqual([]);
});

it('would have moved the others by a single look', async () => {
  for (const story of victims) await story.comeBack();
  for (const story of victims) await story.settled('paid');
});
