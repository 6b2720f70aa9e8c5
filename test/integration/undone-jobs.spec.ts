// Aim: how long a subscriber has consumed nothing is told by its oldest event, whatever keeps that in the queue.
// Method: jobs in every state, on the backend of this run.
import { CountJobs } from '@app/queue';
import { onOrderEvents, type Subscriber, type TolemEvent } from '@app/subscriber';
import { v7 } from 'uuid';
import { anEvent } from '../support/an-event.js';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { EventQueues } from '../support/event-queues.js';
import { eventually } from '../support/eventually.js';
import { Publisher } from '../support/publisher.js';

let queues: EventQueues;
let db: TestDatabase;
let tolem: Publisher;
beforeAll(async () => {
  [queues, db] = [await EventQueues.start(), await createDatabase()];
  tolem = queues.url.startsWith('redis')
    ? await Publisher.start(db.url, [], queues.url)
    : await Publisher.start(queues.url);
});
afterAll(async () => {
  await tolem?.stop();
  await queues?.stop();
  await db?.drop();
});

const open: Subscriber[] = [];
afterEach(() => Promise.all(open.splice(0).map((subscriber) => subscriber.close())));

const oldestOf = async (subscription: string): Promise<string | null> =>
  (await tolem.get(CountJobs).ofSubscriptions([subscription]))[0]!.oldest;

const paid = (): TolemEvent => ({ ...anEvent('order.paid'), id: v7() });

const subscribe = (subscription: string, handler: () => Promise<void>) =>
  open.push(
    onOrderEvents({ subscription, url: queues.url, handlers: { 'order.paid': handler }, onError: () => {} }),
  );

it('is none where nothing waits', async () => expect(await oldestOf('idle')).toBeNull());

it('is the first of those that wait', async () => {
  const [first, ...others] = [paid(), paid(), paid()];
  await queues.handOver('waiting', [first, ...others]);
  expect(await oldestOf('waiting')).toBe(first.id);
});

it('is a replay among younger events', async () => {
  const [old, young] = [paid(), paid()];
  await queues.handOver('replayed', [young]);
  await queues.handOver('replayed', [old], { jobId: `${old.id}-r1` });
  expect(await oldestOf('replayed')).toBe(`${old.id}-r1`);
});

it('is one whose next try is to come, behind younger ones that wait', async () => {
  const [old, young] = [paid(), paid()];
  await queues.handOver('delayed', [old], { delay: 600_000 });
  await queues.handOver('delayed', [young]);
  expect(await oldestOf('delayed')).toBe(old.id);
});

it('is one that is being worked on without an end', async () => {
  const old = paid();
  await queues.handOver('active', [old]);
  let end = () => {};
  const ended = new Promise<void>((resolve) => (end = resolve));
  subscribe('active', () => ended);
  await eventually(async () => expect(await queues.countsOf('active')).toMatchObject({ active: 1 }));
  expect(await oldestOf('active')).toBe(old.id);
  end();
  await eventually(async () => expect(await oldestOf('active')).toBeNull());
});

it('is none that failed for good: a case tells of it, and its subscriber may take all others', async () => {
  const old = paid();
  await queues.handOver('failed', [old], { attempts: 1 });
  subscribe('failed', () => Promise.reject(new Error('not today')));
  await eventually(async () => expect(await queues.countsOf('failed')).toMatchObject({ failed: 1 }));
  expect(await oldestOf('failed')).toBeNull();
});
