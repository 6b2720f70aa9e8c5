// Aim: an address of Redis means what it says or is refused with a reason, and no reason repeats any of it.
import { redisConnection } from './redis-address.js';
import { readRedisUrl } from './redis-url.js';

const one = { kind: 'one', tls: false };
const sentinel = { kind: 'sentinel', tls: false };
const cluster = { kind: 'cluster', tls: false };
const at = (host: string, port = 6_379) => [{ host, port }];

it.each([
  ['redis://h', { ...one, hosts: at('h') }],
  ['redis://h/', { ...one, hosts: at('h') }],
  ['redis://h:7000/3', { ...one, hosts: at('h', 7_000), db: 3 }],
  ['rediss://u:p%40ss@h', { ...one, tls: true, hosts: at('h'), username: 'u', password: 'p@ss' }],
  ['redis://:secret@10.0.0.1', { ...one, hosts: at('10.0.0.1'), password: 'secret' }],
  ['redis://[::1]', { ...one, hosts: at('::1') }],
  ['redis://[2001:db8::7]:7000/1', { ...one, hosts: at('2001:db8::7', 7_000), db: 1 }],
  ['redis+sentinel://a,b:7/main', { ...sentinel, hosts: [...at('a', 26_379), ...at('b', 7)], name: 'main' }],
  ['redis+sentinel://[::1]/main/2', { ...sentinel, hosts: at('::1', 26_379), name: 'main', db: 2 }],
  ['rediss+cluster://a,[::2]:7', { ...cluster, tls: true, hosts: [...at('a'), ...at('::2', 7)] }],
  ['redis+cluster://a/0', { ...cluster, hosts: at('a'), db: 0 }],
])('reads %s', (url, address) => {
  expect(readRedisUrl(url)).toEqual(address);
});

it.each([
  ['http://hunter2', /begin with/],
  ['redis://', /begin with/],
  ['redis://h/hunter2', /number of a database/],
  ['redis://h/0?x=hunter2', /number of a database/],
  ['redis://h/-1', /number of a database/],
  ['redis://hunter2,b', /more hosts than one/],
  ['redis://::1', /host that is none/],
  ['redis://hunter2:port', /host that is none/],
  ['redis+sentinel://hunter2', /name of the master/],
  ['redis+sentinel://hunter2/', /name of the master/],
  ['redis+sentinel://a/main/hunter2', /name of the master/],
  ['redis+cluster://hunter2/1', /no numbered databases/],
  ['redis://:hunter2%zz@h', /broken escape/],
])('refuses %s', (url, reason) => {
  const { fault } = readRedisUrl(url) as { fault: string };
  expect(fault).toMatch(reason);
  expect(fault).not.toContain('hunter2');
  expect(() => redisConnection(url)).toThrow(`The address of Redis ${fault}`);
});

it('connects to what it has read', () => {
  const login = { username: 'u', password: 'p' };
  const retryStrategy = expect.any(Function);
  expect(redisConnection('rediss://u:p@[::1]:7/2')).toEqual({
    ...login,
    host: '::1',
    port: 7,
    tls: {},
    db: 2,
    retryStrategy,
  });
  expect(redisConnection('redis+sentinel://u:p@a/main')).toEqual({
    ...login,
    sentinels: at('a', 26_379),
    name: 'main',
    sentinelRetryStrategy: retryStrategy,
    retryStrategy,
  });
});
