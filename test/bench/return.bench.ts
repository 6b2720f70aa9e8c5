// Aim: from the payer's return to the event in a subscriber's handler, beside the least it can take: one bare question to
// the gateway, one commit and one hop through a queue, one after the other, on the same machine. Ratios, not times.
import { onOrderEvents, type Subscriber } from '@app/subscriber';
import { createPostgresBackend, Queue, Worker } from 'bullmq';
import pg from 'pg';
import { System } from '../support/system.js';

const WARM_UP = 10;
const ROUNDS = 60;

let system: System;
let subscriber: Subscriber;
const paid = new Map<string, () => void>();

beforeAll(async () => {
  system = await System.start({
    subscriptions: [{ name: 'bench', from: 'beginning' }],
    env: { LOG_LEVEL: 'warn' },
  });
  subscriber = onOrderEvents({
    subscription: 'bench',
    url: system.eventsUrl,
    handlers: { 'order.paid': async (event) => paid.get(event.data.orderId)?.() },
  });
  await subscriber.ready;
}, 60_000);
afterAll(async () => {
  await subscriber?.close();
  await system?.stop();
});

it('prints the medians and their ratio', async () => {
  const floor = await openFloor();
  const walks: number[] = [];
  const floors: number[] = [];
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    const { body: order } = await system.register();
    await system.pay(order);
    const least = await timed(() => floor.once(order.gatewayOrderId));
    const returnUrl = await system.returnUrlOf(order);
    const seen = new Promise<void>((resolve) => paid.set(order.id, resolve));
    let back: Promise<unknown> = Promise.resolve();
    const walk = await timed(async () => {
      back = system.request('GET', returnUrl, { key: null });
      await seen;
    });
    await back;
    if (round < 0) continue;
    walks.push(walk);
    floors.push(least);
  }
  await floor.close();
  const [walk, least] = [median(walks), median(floors)];
  process.stdout.write(
    `\nreturn to handler: ${walk.toFixed(1)} ms median of ${ROUNDS}\n` +
      `floor (one gateway call + one commit + one hop): ${least.toFixed(1)} ms\n` +
      `ratio: ${(walk / least).toFixed(2)}\n\n`,
  );
  expect(walks).toHaveLength(ROUNDS);
}, 120_000);

/** The least there is to do, with nothing of Tolem in it. */
async function openFloor() {
  const pool = new pg.Pool({
    connectionString: system.db.url,
    options: '-c search_path=bullmq,public -c synchronous_commit=off -c jit=off',
  });
  const strict = new pg.Pool({ connectionString: system.db.url, max: 1 });
  await strict.query('CREATE TABLE floor (id bigint GENERATED ALWAYS AS IDENTITY, note text)');
  const login = await bankLogin();
  let arrived = () => {};
  const queue = new Queue('floor', { connection: pool }, createPostgresBackend);
  const worker = new Worker('floor', async () => arrived(), { connection: pool }, createPostgresBackend);
  await worker.waitUntilReady();
  return {
    once: async (gatewayOrderId: string) => {
      const body = new URLSearchParams({ ...login, orderId: gatewayOrderId });
      const url = new URL('/payment/rest/getOrderStatusExtended.do', system.simulatorUrl);
      await (await fetch(url, { method: 'POST', body })).json();
      await strict.query(`INSERT INTO floor (note) VALUES ('one commit')`);
      const hop = new Promise<void>((resolve) => {
        arrived = resolve;
      });
      await queue.add('hop', {}, { removeOnComplete: true });
      await hop;
    },
    close: async () => {
      await worker.close();
      await queue.close();
      await pool.end();
      await strict.end();
    },
  };
}

async function bankLogin(): Promise<Record<string, string>> {
  const { merchants } = system.readConfig() as { merchants: { login: string; password: string }[] };
  return { userName: merchants[0]!.login, password: merchants[0]!.password };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
