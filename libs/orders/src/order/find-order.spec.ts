// Aim: reading orders one batch at a time is no queue behind a read that hangs. Method: rows from memory, some of which never
// come, as on a connection that was cut and has not noticed.
import { setTimeout as sleep } from 'node:timers/promises';
import { v7 as uuid } from 'uuid';
import { eventually } from '../../../../test/support/eventually.js';
import { FindOrder, withRegistrations } from './find-order.js';
import type { OrdersRepository } from './orders.repository.js';
import type { RegistrationsRepository } from './registrations.repository.js';
import type { Order, Registration } from './rows.js';

const never = new Promise<never>(() => undefined);

/** Orders of any id; `read` sees the ids of each batch and may hold it up. */
function finder(read: (ids: readonly string[]) => Promise<unknown>): FindOrder {
  const orders = {
    findAll: async (ids: readonly string[]) => {
      await read(ids);
      return { orders: ids.map((id) => ({ id, settledBy: null })), now: new Date() };
    },
  };
  const registrations = {
    listOfOrders: async (ids: readonly string[]) => ids.map((orderId) => ({ id: orderId, orderId })),
  };
  return new FindOrder(
    orders as unknown as OrdersRepository,
    registrations as unknown as RegistrationsRepository,
  );
}

it('reads for everybody at once who asks while a read is under way', async () => {
  const batches: (readonly string[])[] = [];
  const [one, two, three] = [uuid(), uuid(), uuid()];
  let asked: Promise<unknown> | undefined;
  const find = finder(async (ids) => {
    batches.push(ids);
    asked ??= Promise.all([find.mustFind(two), find.mustFind(three)]);
  });
  await find.mustFind(one);
  await asked;
  expect(batches).toEqual([[one], [two, three]]);
});

it('lets nobody wait for reads that hang', async () => {
  const [lost, alsoLost, wanted] = [uuid(), uuid(), uuid()];
  let asked: ReturnType<FindOrder['mustFind']> | undefined;
  const find = finder(async (ids) => {
    if (ids.includes(lost)) void find.mustFind(alsoLost);
    else if (ids.includes(alsoLost)) asked = find.mustFind(wanted);
    else return;
    await never;
  });
  void find.mustFind(lost);
  const { order } = await eventually(() => asked ?? Promise.reject(new Error('not asked yet')));
  expect(order.id).toBe(wanted);
});

it('has few reads under way, however many hang', async () => {
  let [underWay, most] = [0, 0];
  const slow = async () => {
    most = Math.max(most, (underWay += 1));
    await sleep(500);
    underWay -= 1;
  };
  const ids = Array.from({ length: 6 }, () => uuid());
  const asked: Promise<unknown>[] = [];
  const find = finder(async () => {
    const next = ids.pop();
    if (next) asked.push(find.mustFind(next));
    await slow();
  });
  await find.mustFind(uuid());
  while (asked.length > 0) await asked.shift();
  expect(ids).toEqual([]);
  expect(most).toBeLessThanOrEqual(3);
});

describe('the registration that speaks for its order', () => {
  const page = (id: string, state: Registration['state'], formUrl: string | null = null) =>
    ({ id, state, formUrl }) as Registration;
  const declined = page('declined', 'closed', 'https://bank.example/pay');

  it.each<[string, string | null, string, Registration[]]>([
    ['the only one, while it is sent', null, 'new', [page('new', 'sending')]],
    ['the new page', null, 'new', [page('new', 'open', 'https://bank.example/new'), declined]],
    ['the new page, though its address was lost', null, 'new', [page('new', 'open'), declined]],
    ['the declined page, while a new one is sent', null, 'declined', [page('new', 'sending'), declined]],
    ['the declined page, when a new one is refused', null, 'declined', [page('new', 'refused'), declined]],
    [
      'the declined page, while one whose address was lost is replaced',
      null,
      'declined',
      [page('new', 'recovering'), page('lost', 'orphan'), declined],
    ],
    [
      'the newest, where no page was ever seen',
      null,
      'new',
      [page('new', 'recovering'), page('lost', 'orphan')],
    ],
    [
      'the one whose money it is',
      'lost',
      'lost',
      [page('new', 'open', 'x'), page('lost', 'closed'), declined],
    ],
  ])('is %s', (_, settledBy, speaks, newestFirst) => {
    const order = { settledBy } as Order;
    expect(withRegistrations(order, newestFirst, new Date()).speaking.id).toBe(speaks);
  });
});
