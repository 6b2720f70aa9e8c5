// Aim: Tolem and a consumer work on a Redis Cluster and behind a Sentinel as they do on one server: one story on each.
import { onOrderEvents, type Subscriber } from '@app/subscriber';
import { eventually } from '../support/eventually.js';
import { RedisCluster } from '../support/redis-cluster.js';
import { RedisSentinel } from '../support/redis-sentinel.js';
import { System } from '../support/system.js';

const TOPOLOGIES = [
  { name: 'a Cluster of three masters', start: () => RedisCluster.start(), masters: 3 },
  { name: 'a master behind a Sentinel', start: () => RedisSentinel.start(), masters: 1 },
];

describe.each(TOPOLOGIES)('on $name', ({ start, masters }) => {
  let redis: RedisCluster | RedisSentinel;
  let system: System;
  let warehouse: Subscriber | undefined;
  beforeAll(async () => {
    redis = await start();
    const subscriptions = ['warehouse', 'crm', 'books'].map((name) => ({ name, from: 'beginning' }));
    system = await System.start({ redisUrl: redis.url, demoShop: true, subscriptions });
  });
  afterAll(async () => {
    await warehouse?.close();
    await system?.stop();
    await redis?.stop();
  });

  it('is paid, every consumer is told so once and in order, and every master has a share of it', async () => {
    const told: string[] = [];
    const errors: Error[] = [];
    warehouse = onOrderEvents({
      subscription: 'warehouse',
      url: redis.url,
      handlers: {
        'order.registered': ({ subject }) => void told.push(`registered ${subject}`),
        'order.paid': ({ subject, data }) => void told.push(`paid ${subject} ${data.captured}`),
      },
      onError: (error) => errors.push(error),
    });
    await warehouse.ready;
    const { status, body: order } = await system.register();
    expect(status).toBe(201);
    await system.pay(order);
    const back = await system.comeBack(order);
    expect([back.status, back.headers.get('location')]).toEqual([
      303,
      `http://${system.shopHost}/thanks?cart=1`,
    ]);
    expect(await system.show(order.id)).toMatchObject({ state: 'paid', captured: 1_250_000 });
    await eventually(async () =>
      expect((await system.jobsOf('ledger', order.id)).map(({ type }) => type)).toEqual([
        'kz.tolem.order.registered.v1',
        'kz.tolem.order.paid.v1',
      ]),
    );
    await eventually(async () =>
      expect(await eventsInShop(order.orderNumber)).toEqual(['registered', 'paid']),
    );
    await eventually(() => expect(told).toEqual([`registered ${order.id}`, `paid ${order.id} 1250000`]));
    expect(errors).toEqual([]);
    const keys = await redis.keysPerMaster();
    expect(keys).toHaveLength(masters);
    expect(Math.min(...keys)).toBeGreaterThan(0);
    for (const { log } of [system.api, system.worker]) expect(log).not.toMatch(/"level":(50|60)/);
  });

  async function eventsInShop(orderNumber: string): Promise<string[]> {
    const rows = await system.db.sql<{ type: string }>(
      'SELECT type FROM demo_shop.events WHERE order_number = $1 ORDER BY sequence',
      [orderNumber],
    );
    return rows.map(({ type }) => type.replace('order.', ''));
  }
});
