// Aim: jobs whose connection to Redis was cut while they were handed over are not added later, by themselves and without the
// watch, to a Redis that may have been wiped by then. Method: a line to Redis that cuts itself when the jobs come by.
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { once } from 'node:events';
import { RewindLost } from '@app/events';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { openQueue } from '../support/open-queue.js';
import { Publisher } from '../support/publisher.js';
import { RedisServer } from '../support/redis.js';

let db: TestDatabase;
let redis: RedisServer;
let line: Server;
let publisher: Publisher;
/** What happens instead when the next transaction comes by. */
let onTransaction: (() => Promise<void>) | undefined;

beforeAll(async () => {
  db = await createDatabase();
  redis = await RedisServer.start();
  line = createServer((client) => {
    const server = connect(redis.port, '127.0.0.1');
    const cut = () => [client, server].forEach((socket) => socket.destroy());
    client.on('error', cut).on('close', cut);
    server.on('error', cut).on('close', cut);
    server.pipe(client);
    client.on('data', (sent: Buffer) => {
      const instead = sent.toString('latin1').includes('\r\nexec\r\n') ? onTransaction : undefined;
      onTransaction = instead ? undefined : onTransaction;
      if (instead) void instead().then(cut);
      else server.write(sent);
    });
  }).listen(0, '127.0.0.1');
  await once(line, 'listening');
  const url = `redis://127.0.0.1:${(line.address() as AddressInfo).port}`;
  publisher = await Publisher.start(db.url, [{ name: 'ledger', from: 'beginning' }], url);
});
afterAll(async () => {
  await publisher?.stop();
  line?.close();
  await redis?.stop();
  await db?.drop();
});

async function write(): Promise<string> {
  const [row] = await db.sql<{ id: string }>(
    `INSERT INTO events (event_id, subject, seq, shop_id, type, data, cause, occurred_at)
     VALUES (gen_random_uuid(), 'order:' || gen_random_uuid(), 1, 'shoes', 'order.paid', '{}', 'schedule', tolem_now())
     RETURNING event_id AS id`,
  );
  return row!.id;
}

async function eventsInQueue(): Promise<string[]> {
  const { queue, close } = openQueue(redis.url, 'ledger');
  const jobs = await queue.getJobs(['waiting'], 0, -1, true);
  await close();
  return jobs.map(({ data }) => data.id);
}

it('hands nothing over when it is back', async () => {
  const ids = [await write()];
  await publisher.publishAll();
  expect(await eventsInQueue()).toEqual(ids);
  ids.push(await write());
  let wiped = false;
  onTransaction = async () => {
    await redis.ask((client) => client.flushall());
    wiped = true;
  };
  await publisher.publish();
  expect(wiped).toBe(true);
  // Whatever else that connection still has to say comes before a hand-over that is refused for want of a mark.
  await eventually(async () => expect(await publisher.publish()).toBe('idle'));
  expect(await eventsInQueue()).toEqual([]);
  expect(await publisher.get(RewindLost).execute()).toBe(1);
  await eventually(async () => {
    await publisher.publishAll();
    expect(await eventsInQueue()).toEqual(ids);
  });
});
