import type { Severity } from '@app/orders';
import type { GatewayHealth } from './gateways.report.js';
import type { StuckFigures } from './stuck-counts.report.js';
import type { SubscriptionHealth } from './subscriptions.report.js';
import type { WorkersHealth } from './workers.report.js';

export type Level = 'red' | 'amber' | 'green';

/** One thing that is wrong now, in facts: pages have their own words. Amounts are integer minor units. */
export type Alarm = Readonly<{ level: Exclude<Level, 'green'>; since: Date | null }> &
  (
    | Readonly<{ kind: 'gateway'; merchantId: string; trouble: string; waiting: number; nextAt: Date | null }>
    | Readonly<{ kind: 'workers'; alive: number; silent: number }>
    | Readonly<{ kind: 'overdue'; count: number }>
    | Readonly<{ kind: 'subscription'; name: string }>
    | Readonly<{ kind: 'stuck'; severity: Severity; count: number; amounts: StuckFigures['amounts'] }>
    | Readonly<{ kind: 'unreadable'; part: Part | 'queues' }>
  );

/** What is known now; null: it could not be read. */
export type Health = Readonly<{
  now: Date;
  gateways: readonly GatewayHealth[] | null;
  workers: WorkersHealth | null;
  subscriptions: readonly SubscriptionHealth[] | null;
  stuck: StuckFigures | null;
}>;
const PARTS = ['gateways', 'workers', 'subscriptions', 'stuck'] as const;
type Part = (typeof PARTS)[number];

/** A consumer that works takes an event within a second. */
const SLOW_MS = 5_000;
const STOPPED_MS = 60_000;

/** These have alarms of their own. */
const TOLD_APART = ['gateway_unreachable', 'credentials_refused', 'look_overdue'];

/** What is wrong, the worst first. Red: something does not work. Amber: it works less well, or a person has something to decide. */
export function alarmsOf(health: Health): Alarm[] {
  const alarms = [
    ...gatewayAlarms(health),
    ...workerAlarms(health),
    ...overdueAlarms(health),
    ...subscriptionAlarms(health),
    ...stuckAlarms(health),
    ...PARTS.filter((part) => health[part] === null).map(unreadable),
  ];
  return [...alarms.filter(({ level }) => level === 'red'), ...alarms.filter(({ level }) => level !== 'red')];
}

export const levelOf = (alarms: readonly Alarm[]): Level => alarms[0]?.level ?? 'green';

const unreadable = (part: Part | 'queues'): Alarm => ({
  level: 'amber',
  kind: 'unreadable',
  part,
  since: null,
});

const gatewayAlarms = ({ gateways }: Health): Alarm[] =>
  (gateways ?? []).flatMap(({ merchantId, trouble, since, waiting, nextAt }) =>
    trouble === null
      ? []
      : [{ level: 'red', kind: 'gateway', merchantId, trouble, since, waiting: waiting ?? 0, nextAt }],
  );

function workerAlarms({ workers }: Health): Alarm[] {
  if (workers === null || (workers.alive > 0 && workers.silent === 0)) return [];
  return [{ level: workers.alive === 0 ? 'red' : 'amber', kind: 'workers', ...workers }];
}

function overdueAlarms({ stuck }: Health): Alarm[] {
  const overdue = stuck?.byReason.find(({ reason }) => reason === 'look_overdue');
  return overdue ? [{ level: 'red', kind: 'overdue', count: overdue.count, since: overdue.oldestSince }] : [];
}

/** By the oldest event that was not consumed, wherever it is. What is inside Tolem keeps nobody waiting but the reader of figures. */
function subscriptionAlarms({ now, subscriptions }: Health): Alarm[] {
  const late = (subscriptions ?? []).flatMap(({ name, kind, oldestAt }): Alarm[] => {
    const ageMs = oldestAt === null ? 0 : now.getTime() - oldestAt.getTime();
    if (ageMs < (kind === 'internal' ? STOPPED_MS : SLOW_MS)) return [];
    const level = ageMs < STOPPED_MS || kind === 'internal' ? 'amber' : 'red';
    return [{ level, kind: 'subscription', name, since: oldestAt }];
  });
  const isAway = subscriptions?.some(({ kind, waiting }) => kind === 'queue' && waiting === null);
  return isAway ? [...late, unreadable('queues')] : late;
}

const stuckAlarms = ({ stuck }: Health): Alarm[] =>
  (['money', 'waits'] as const).flatMap((severity) => {
    const those = (stuck?.byReason ?? []).filter(
      (one) => one.severity === severity && !TOLD_APART.includes(one.reason),
    );
    if (those.length === 0) return [];
    const count = those.reduce((sum, one) => sum + one.count, 0);
    const since = new Date(Math.min(...those.map(({ oldestSince }) => oldestSince.getTime())));
    return [{ level: 'amber', kind: 'stuck', severity, count, since, amounts: addUp(those) }];
  });

function addUp(those: StuckFigures['byReason']): StuckFigures['amounts'] {
  const sums = new Map<string, number>();
  for (const { currency, amount } of those.flatMap(({ amounts }) => amounts))
    sums.set(currency, (sums.get(currency) ?? 0) + amount);
  return [...sums].map(([currency, amount]) => ({ currency, amount }));
}
