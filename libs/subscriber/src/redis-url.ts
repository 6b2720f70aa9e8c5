type Host = Readonly<{ host: string; port: number }>;

/** What a Redis address says. `name` is what Sentinels call their master. */
export type RedisAddress = Readonly<{
  kind: 'one' | 'sentinel' | 'cluster';
  tls: boolean;
  hosts: readonly Host[];
  name?: string;
  db?: number;
  username?: string;
  password?: string;
}>;

const SHAPE = /^redis(s?)(?:\+(sentinel|cluster))?:\/\/(?:([^:@/]*)(?::([^@/]*))?@)?([^@/]+)(?:\/(.*))?$/;
const HOST = /^(?:\[([\da-f:.]+)\]|([\w.-]+))(?::(\d{1,5}))?$/i;
const PATHS = { one: /^()(\d*)$/, sentinel: /^([^/?#]+)(?:\/(\d*))?$/, cluster: /^()(0?)$/ };

/**
 * Reads the address of a Redis, or tells what is wrong with it, as the end of a sentence and without repeating it:
 * - `redis://[user:password@]host[:6379][/db]`, or `rediss://` with TLS;
 * - `redis+sentinel://[user:password@]host[:26379],host…/name[/db]`: the master that these Sentinels call `name`;
 * - `redis+cluster://[user:password@]host[:6379],host…`: a cluster has no numbered databases.
 * `rediss+sentinel://` and `rediss+cluster://` speak TLS. An IPv6 address stands in brackets.
 */
export function readRedisUrl(url: string): RedisAddress | Readonly<{ fault: string }> {
  const match = SHAPE.exec(url);
  if (!match)
    return { fault: 'has to begin with redis://, rediss://, redis+sentinel:// or redis+cluster://' };
  const [, tls, marked, username, password, hostList = '', path = ''] = match;
  const kind = (marked ?? 'one') as RedisAddress['kind'];
  const hosts = hostList.split(',').map((text) => readHost(text, kind === 'sentinel' ? 26_379 : 6_379));
  if (!hosts.every((host) => host !== null)) return { fault: 'names a host that is none' };
  if (kind === 'one' && hosts.length > 1) return { fault: 'names more hosts than one' };
  const end = PATHS[kind].exec(path);
  if (!end) return { fault: FAULT_OF_PATH[kind] };
  const login = readLogin({ username, password });
  if (!login) return { fault: 'has a login with a broken escape' };
  const [, name, db] = end;
  return { kind, tls: tls === 's', hosts, ...(name && { name }), ...(db && { db: Number(db) }), ...login };
}

const FAULT_OF_PATH = {
  one: 'has to end in the number of a database, or in nothing',
  sentinel: 'has to end in the name of the master: /name, or /name/db',
  cluster: 'has to end after its hosts: a cluster has no numbered databases',
};

function readHost(text: string, usualPort: number): Host | null {
  const [, inBrackets, plain, port = String(usualPort)] = HOST.exec(text) ?? [];
  const host = inBrackets ?? plain;
  return host === undefined ? null : { host, port: Number(port) };
}

function readLogin(
  texts: Record<'username' | 'password', string | undefined>,
): Record<string, string> | null {
  const given = Object.entries(texts).filter((entry): entry is [string, string] => Boolean(entry[1]));
  try {
    return Object.fromEntries(given.map(([name, text]) => [name, decodeURIComponent(text)]));
  } catch {
    return null;
  }
}
