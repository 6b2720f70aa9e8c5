// Aim: what the consumer's kit promises, on a queue as Tolem fills it. Method: the worker's own sink on the backend of this
// run, and subscribers as a consumer would write them.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { MemoryInbox, onOrderEvents, type Subscriber } from '@app/subscriber';
import { anEvent } from '../support/an-event.js';
import { EventQueues } from '../support/event-queues.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/ports.js';

let queues: EventQueues;
beforeAll(async () => {
  queues = await EventQueues.start();
});
afterAll(() => queues?.stop());

const open: Subscriber[] = [];
afterEach(() => Promise.all(open.splice(0).map((subscriber) => subscriber.close())));

type Handlers = Parameters<typeof onOrderEvents>[0]['handlers'];
function subscribe(subscription: string, handlers: Handlers, more: object = {}) {
  const errors: Error[] = [];
  const onError = (error: Error) => errors.push(error);
  const subscriber = onOrderEvents({ subscription, url: queues.url, handlers, onError, ...more });
  open.push(subscriber);
  return { subscriber, errors };
}

/** A promise and what settles it. */
function aGate() {
  let lift = () => {};
  const lifted = new Promise<void>((resolve) => (lift = resolve));
  return { lifted, lift };
}

it('tells each handler of its events, in the order they were handed over, and passes over the rest', async () => {
  const told: string[] = [];
  subscribe('orderly', {
    'order.registered': async ({ data }) => void told.push(`registered ${data.orderNumber}`),
    'order.paid': ({ data }) => void told.push(`paid ${data.captured + 0}`),
    'case.opened': async ({ data }) => void told.push(`case ${data.reason}`),
  });
  await queues.handOver('orderly', [
    anEvent('order.registered'),
    anEvent('order.attempt_failed'),
    anEvent('order.paid', { captured: 500 }),
    anEvent('case.opened', { caseId: randomUUID(), reason: 'amount_mismatch', subject: 'order:1' }),
  ]);
  await eventually(() => expect(told).toEqual(['registered N-1', 'paid 500', 'case amount_mismatch']));
});

it('bears with types and fields that a newer Tolem has added', async () => {
  const told: unknown[] = [];
  const { errors } = subscribe('newer', { 'order.paid': async ({ data }) => void told.push(data.loyalty) });
  await queues.handOver('newer', [
    { ...anEvent('order.paid'), type: 'kz.tolem.order.forgiven.v1', data: { entirely: 'new' } as never },
    { ...anEvent('order.paid', { loyalty: 7 }), partitionkey: 'p' },
  ]);
  await eventually(() => expect(told).toEqual([7]));
  expect(errors).toEqual([]);
  expect(await queues.countsOf('newer')).toMatchObject({ failed: 0, delayed: 0 });
});

it('keeps an event that does not fit its schema, says so at every try, and goes on with the others', async () => {
  const told: string[] = [];
  const { errors } = subscribe('strict', { 'order.paid': ({ id }) => void told.push(id) });
  const [bad, good] = [anEvent('order.paid', { captured: '12500 KZT' }), anEvent('order.paid')];
  await queues.handOver('strict', [bad, good], { attempts: 2, backoff: { type: 'fixed', delay: 10 } });
  await eventually(async () => expect(await queues.countsOf('strict')).toMatchObject({ failed: 1 }));
  await eventually(() => expect(told).toEqual([good.id]));
  expect(errors).toHaveLength(2);
  expect(errors[0]).toMatchObject({ name: 'UnreadableEvent' });
  expect(errors[0]!.message).toContain(
    `An event order.paid (${bad.id}) does not fit its schema: data.captured:`,
  );
  expect(errors[0]!.message).not.toContain('12500 KZT');
});

it('brings an event again until its handler has succeeded, tells of each fault, and then never again', async () => {
  let tries = 0;
  const { errors } = subscribe('stubborn', {
    'order.paid': async () => {
      tries += 1;
      // oxlint-disable-next-line no-throw-literal -- a consumer may.
      if (tries === 1) throw 'no stock';
      if (tries === 2) throw new Error('no shelf');
    },
  });
  const event = anEvent('order.paid');
  const often = { attempts: 5, backoff: { type: 'fixed', delay: 10 } };
  await queues.handOver('stubborn', [event], often);
  await eventually(() => expect(tries).toBe(3));
  expect(errors.map(({ message }) => message)).toEqual(['no stock', 'no shelf']);
  // The same event once more, as after a loss of the queue.
  await queues.handOver('stubborn', [event], { ...often, jobId: `${event.id}-r1` });
  await eventually(async () =>
    expect(await queues.countsOf('stubborn')).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 0 }),
  );
  expect(tries).toBe(3);
});

it('runs a handler once when two subscribers with one inbox are given the same id at the same time', async () => {
  const inbox = new MemoryInbox();
  const gate = aGate();
  let runs = 0;
  const handlers = {
    'order.paid': async () => {
      runs += 1;
      await gate.lifted;
    },
  };
  const pair = [1, 2].map(() => subscribe('twins', handlers, { inbox }));
  await Promise.all(pair.map(({ subscriber }) => subscriber.ready));
  const event = anEvent('order.paid');
  await queues.handOver('twins', [event]);
  await queues.handOver('twins', [event], { jobId: `${event.id}-r1` });
  await eventually(async () => expect(await queues.countsOf('twins')).toMatchObject({ active: 2 }));
  gate.lift();
  await eventually(async () => expect(await queues.countsOf('twins')).toMatchObject({ active: 0 }));
  expect(runs).toBe(1);
});

describe('closing', () => {
  it('waits for the handler under way and takes no other event', async () => {
    const gate = aGate();
    const told: string[] = [];
    const { subscriber } = subscribe('tidy', {
      'order.paid': async ({ id }) => {
        told.push(`began ${id}`);
        await gate.lifted;
        told.push(`ended ${id}`);
      },
    });
    const [first, second] = [anEvent('order.paid'), anEvent('order.paid')];
    await queues.handOver('tidy', [first, second]);
    await eventually(() => expect(told).toEqual([`began ${first.id}`]));
    const closed = subscriber.close();
    gate.lift();
    await closed;
    expect(told).toEqual([`began ${first.id}`, `ended ${first.id}`]);
    expect(await queues.countsOf('tidy')).toMatchObject({ waiting: 1, active: 0, failed: 0 });
  });

  it('waits no longer than it was told to, and the event is there again afterwards', async () => {
    const began = aGate();
    const { subscriber, errors } = subscribe(
      'hasty',
      { 'order.paid': async () => (began.lift(), sleep(600_000, undefined, { ref: false })) },
      { closeTimeoutMs: 50 },
    );
    const event = anEvent('order.paid');
    await queues.handOver('hasty', [event]);
    await began.lifted;
    await subscriber.close();
    expect(errors.map(({ message }) => message)).toContain(
      `Event ${event.id}: its handler had not finished when we closed`,
    );
    expect(await queues.countsOf('hasty')).toMatchObject({ active: 0, delayed: 1, failed: 0 });
  });

  it('ends on a connection that never came up, and tells who waits for it', async () => {
    const nowhere = new URL(queues.url);
    nowhere.port = String(await freePort());
    const { subscriber, errors } = subscribe('nowhere', {}, { url: nowhere.href });
    await eventually(() => expect(errors.length).toBeGreaterThan(0));
    await subscriber.close();
    await expect(subscriber.ready).rejects.toThrow();
  });
});

it('refuses handlers for types that do not exist', () => {
  const misspelt = { 'order.payed': () => undefined } as Handlers;
  expect(() => subscribe('wrong', misspelt)).toThrow(/no event type order\.payed/);
});
