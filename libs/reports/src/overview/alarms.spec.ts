// Aim: what is wrong is told, the worst first, and nothing else is. Method: a healthy service, and one thing changed.
import { type Alarm, alarmsOf, type Health, levelOf } from './alarms.js';

const NOW = new Date('2026-05-04T08:00:00Z');
const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1000);

const gateway = {
  merchantId: 'main',
  trouble: null,
  since: null,
  why: null,
  calls: 0,
  failures: 0,
  meanMs: null,
  maxMs: null,
  waiting: null,
  nextAt: null,
};
const subscription = {
  name: 'ledger',
  kind: 'queue' as const,
  lag: 0,
  oldestAt: null as Date | null,
  leased: false,
  waiting: 0 as number | null,
  failed: 0,
};
const stuck = (...byReason: NonNullable<Health['stuck']>['byReason']) => ({
  total: byReason.length,
  amounts: [],
  byReason,
});
const reason = (name: string, severity: 'money' | 'waits' | 'housekeeping', amount = 0) => ({
  reason: name,
  severity,
  count: 2,
  oldestSince: ago(600),
  amounts: amount > 0 ? [{ currency: 'KZT', amount }] : [],
});
const WELL: Health = {
  now: NOW,
  gateways: [gateway],
  workers: { alive: 2, silent: 0, since: null },
  subscriptions: [subscription],
  stuck: stuck(),
};
const alarms = (changes: Partial<Health>): Alarm[] => alarmsOf({ ...WELL, ...changes });
const levels = (changes: Partial<Health>) => alarms(changes).map(({ kind, level }) => `${kind} ${level}`);

it('is green where nothing is wrong', () => {
  expect(alarms({})).toEqual([]);
  expect(levelOf([])).toBe('green');
});

it.each<[string, Partial<Health>, string[]]>([
  [
    'a bank that is down',
    { gateways: [{ ...gateway, trouble: 'gateway_unreachable', since: ago(60), waiting: 3 }] },
    ['gateway red'],
  ],
  ['no worker', { workers: { alive: 0, silent: 0, since: null } }, ['workers red']],
  ['one worker of two', { workers: { alive: 1, silent: 1, since: ago(9) } }, ['workers amber']],
  ['polls that are overdue', { stuck: stuck(reason('look_overdue', 'waits')) }, ['overdue red']],
  ['an event that was not taken at once', { subscriptions: [{ ...subscription, oldestAt: ago(4) }] }, []],
  ['a slow consumer', { subscriptions: [{ ...subscription, oldestAt: ago(6) }] }, ['subscription amber']],
  [
    'a consumer that has stopped',
    { subscriptions: [{ ...subscription, oldestAt: ago(61) }] },
    ['subscription red'],
  ],
  [
    'figures that are not counted',
    { subscriptions: [{ ...subscription, kind: 'internal', waiting: null, oldestAt: ago(61) }] },
    ['subscription amber'],
  ],
  [
    'queues that cannot be asked',
    { subscriptions: [{ ...subscription, waiting: null }] },
    ['unreadable amber'],
  ],
  ['money at risk', { stuck: stuck(reason('disputed', 'money')) }, ['stuck amber']],
  ['what only has to be tidied up', { stuck: stuck(reason('bank_clock', 'housekeeping')) }, []],
  [
    'a part that could not be read',
    { stuck: null, gateways: null },
    ['unreadable amber', 'unreadable amber'],
  ],
])('%s', (_, changes, expected) => expect(levels(changes)).toEqual(expected));

it('puts what is red first', () =>
  expect(
    levels({
      workers: { alive: 1, silent: 1, since: null },
      subscriptions: [{ ...subscription, oldestAt: ago(61) }],
    }),
  ).toEqual(['subscription red', 'workers amber']));

it('adds the money of each severity up, and tells a bank that is down once', () =>
  expect(
    alarms({
      stuck: stuck(
        reason('disputed', 'money', 500),
        reason('double_payment', 'money', 200),
        reason('gateway_unreachable', 'waits'),
      ),
    }),
  ).toEqual([
    {
      level: 'amber',
      kind: 'stuck',
      severity: 'money',
      count: 4,
      since: ago(600),
      amounts: [{ currency: 'KZT', amount: 700 }],
    },
  ]));
