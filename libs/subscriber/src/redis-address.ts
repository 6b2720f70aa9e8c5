import { Cluster, type RedisOptions } from 'ioredis';

/** Reconnects quickly: whoever waits for the job store waits for us. */
const retryStrategy = (times: number): number => Math.min(50 * 2 ** times, 1_000);

type Address = Readonly<{
  protocol: string;
  hosts: { host: string; port: number }[];
  path: string;
  login: Login;
}>;
type Login = Pick<RedisOptions, 'username' | 'password'>;

/**
 * A Redis to connect to, from one URL:
 * - `redis://[user:password@]host[:6379][/db]`, or `rediss://` with TLS;
 * - `redis+sentinel://[user:password@]host[:26379],host…/name[/db]`: the master that these Sentinels call `name`;
 * - `redis+cluster://[user:password@]host[:6379],host…`.
 * `rediss+sentinel://` and `rediss+cluster://` speak TLS. Throws, without repeating the URL, for anything else.
 */
export function redisConnection(url: string): RedisOptions | Cluster {
  const address = parse(url);
  const tls = address.protocol.startsWith('rediss') ? { tls: {} } : {};
  const options: RedisOptions = { ...address.login, ...tls, retryStrategy };
  const kind = address.protocol.split('+')[1];
  if (kind === 'cluster')
    return new Cluster(address.hosts, {
      clusterRetryStrategy: retryStrategy,
      redisOptions: { ...options, maxRetriesPerRequest: null },
    });
  const [name, db] = kind === 'sentinel' ? address.path.split('/') : [undefined, address.path];
  const database = db ? { db: Number(db) } : {};
  if (kind !== 'sentinel') return { ...address.hosts[0]!, ...options, ...database };
  if (!name) throw new Error('A Sentinel address has to end in the name of its master');
  return { sentinels: address.hosts, name, sentinelRetryStrategy: retryStrategy, ...options, ...database };
}

const SHAPE = /^(rediss?(?:\+(?:sentinel|cluster))?):\/\/(?:([^:@/]*)(?::([^@/]*))?@)?([^/]+)(?:\/(.*))?$/;

function parse(url: string): Address {
  const match = SHAPE.exec(url);
  if (!match)
    throw new Error('It has to begin with redis://, rediss://, redis+sentinel:// or redis+cluster://');
  const [, protocol = '', username, password, hosts = '', path = ''] = match;
  const usualPort = protocol.endsWith('sentinel') ? 26_379 : 6_379;
  return {
    protocol,
    path,
    hosts: hosts.split(',').map((text) => {
      const [, host = text, port] = /^(.*?)(?::(\d+))?$/.exec(text) ?? [];
      return { host, port: Number(port ?? usualPort) };
    }),
    login: {
      ...(username && { username: decodeURIComponent(username) }),
      ...(password && { password: decodeURIComponent(password) }),
    },
  };
}
