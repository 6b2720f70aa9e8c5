import { eventually } from './eventually.js';
import { freePort } from './ports.js';
import { RedisServer } from './redis.js';

const PASSWORD = 'of-the-cluster';
const SLOTS = 16_384;
const MASTERS = 3;

/** A Redis Cluster of three masters, each with a third of the slots. */
export class RedisCluster {
  private constructor(private readonly masters: readonly RedisServer[]) {}

  static async start(): Promise<RedisCluster> {
    const cluster = new RedisCluster(await Promise.all(Array.from({ length: MASTERS }, startMaster)));
    try {
      await cluster.meet();
      return cluster;
    } catch (error) {
      await cluster.stop();
      throw error;
    }
  }

  /** Names two of the three: a client finds the third by asking. */
  get url(): string {
    const hosts = this.masters.slice(0, 2).map(({ port }) => `127.0.0.1:${port}`);
    return `redis+cluster://:${PASSWORD}@${hosts.join(',')}`;
  }

  /** How many keys each master holds. */
  keysPerMaster(): Promise<number[]> {
    return Promise.all(this.masters.map((master) => master.ask((client) => client.dbsize())));
  }

  async stop(): Promise<void> {
    await Promise.all(this.masters.map((master) => master.stop()));
  }

  private async meet(): Promise<void> {
    const busPorts = await Promise.all(this.masters.map(busPortOf));
    const share = Math.ceil(SLOTS / MASTERS);
    for (const [at, master] of this.masters.entries())
      await master.ask(async (client) => {
        const last = Math.min((at + 1) * share, SLOTS) - 1;
        await client.call('CLUSTER', 'ADDSLOTSRANGE', at * share, last);
        // Each with an epoch of its own, so that nobody has to argue about slots.
        await client.call('CLUSTER', 'SET-CONFIG-EPOCH', at + 1);
        if (at > 0) await client.call('CLUSTER', 'MEET', '127.0.0.1', this.masters[0]!.port, busPorts[0]!);
      });
    for (const master of this.masters) await eventually(() => expectWhole(master));
  }
}

async function startMaster(): Promise<RedisServer> {
  const busPort = String(await freePort());
  const args = ['--cluster-enabled', 'yes', '--cluster-node-timeout', '2000', '--cluster-port', busPort];
  return RedisServer.start({ password: PASSWORD, args });
}

async function busPortOf(master: RedisServer): Promise<number> {
  const [, port] = (await master.ask((client) => client.call('CONFIG', 'GET', 'cluster-port'))) as string[];
  return Number(port);
}

async function expectWhole(master: RedisServer): Promise<void> {
  const info = await master.ask((client) => client.cluster('INFO'));
  expect(info).toContain('cluster_state:ok');
  expect(info).toContain(`cluster_known_nodes:${MASTERS}`);
  expect(info).toContain(`cluster_slots_ok:${SLOTS}`);
}
