import type { Overview } from '../../../libs/reports/src/overview/overview.report.js';
import { SEVERITIES, severityOf } from '../../../libs/orders/src/cases/severity.js';
import type { Stuck } from './stuck.js';
import type { Wire } from './wire.js';

const HOUR = 3_600_000;

export function overviewOf({ rows }: Stuck): Wire<Overview> {
  const reasons = [...new Set(rows.map(({ reason }) => reason))];
  return {
    now: new Date().toISOString(),
    stuck: {
      total: rows.length,
      amounts: [
        { currency: 'KZT', amount: 4_825_003_000 },
        { currency: 'USD', amount: 120_450 },
      ],
      byReason: reasons
        .map((reason) => {
          const those = rows.filter((row) => row.reason === reason);
          const currencies = [...new Set(those.map(({ currency }) => currency))].filter(
            (one) => one !== null,
          );
          return {
            reason,
            severity: severityOf(reason),
            count: those.length,
            oldestSince: those.map(({ since }) => since).sort()[0]!,
            amounts: currencies.map((currency) => ({
              currency,
              amount: those
                .filter((row) => row.currency === currency)
                .reduce((sum, row) => sum + row.amount!, 0),
            })),
          };
        })
        .sort(
          (one, other) =>
            SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity) || other.count - one.count,
        ),
    },
    states: rows.length === 0 ? [] : Array.from({ length: 48 }, (_, at) => anHour(47 - at)),
    detection: { p50Seconds: 1.8, p95Seconds: 74, count: 4_312 },
    pollsPerSettledOrder: 2.6,
    gateways: [
      {
        merchantId: 'main',
        trouble: null,
        since: null,
        why: null,
        calls: 1_904,
        failures: 3,
        meanMs: 182,
        maxMs: 2_410,
        waiting: null,
        nextAt: null,
      },
      {
        merchantId: 'second-account',
        trouble: 'gateway_unreachable',
        since: new Date(Date.now() - 14 * 60_000).toISOString(),
        why: 'connect ETIMEDOUT',
        calls: 41,
        failures: 41,
        meanMs: null,
        maxMs: null,
        waiting: 41,
        nextAt: new Date(Date.now() + 3_000).toISOString(),
      },
    ],
    unverifiedCallbacks: [
      {
        merchantId: 'main',
        reason: 'wrong checksum',
        lastHour: 37,
        lastDay: 41,
        lastAt: new Date(Date.now() - 40_000).toISOString(),
        sample: { orderNumber: 'PO-1042-k3v9q0w2nd', mdOrder: '3ff6962a', operation: 'deposited' },
      },
    ],
    jobs: [
      { queue: 'poll-registrations', waiting: 12, active: 4, delayed: 0, failed: 0 },
      { queue: 'poll-now', waiting: 0, active: 1, delayed: 0, failed: 0 },
      { queue: 'events.warehouse', waiting: 3, active: 1, delayed: 2, failed: 1 },
    ],
    subscriptions: [
      { name: 'warehouse', kind: 'queue', lag: 0, oldestAt: null, leased: false, waiting: 3, failed: 1 },
      {
        name: 'crm',
        kind: 'queue',
        lag: 18,
        oldestAt: new Date(Date.now() - 95_000).toISOString(),
        leased: true,
        waiting: 0,
        failed: 0,
      },
      {
        name: 'roll-up',
        kind: 'internal',
        lag: 0,
        oldestAt: null,
        leased: false,
        waiting: null,
        failed: null,
      },
    ],
  };
}

/** A day has its tides, and a few orders fail at any time. */
function anHour(hoursAgo: number) {
  const hour = new Date(Math.floor(Date.now() / HOUR) * HOUR - hoursAgo * HOUR);
  const tide = 1.1 + Math.sin(((hour.getUTCHours() - 3) / 24) * 2 * Math.PI);
  const some = (most: number, of: number) => Math.round(tide * most + ((hoursAgo * of) % 5));
  return {
    hour: hour.toISOString(),
    counts: {
      created: some(2, 3),
      registered: some(20, 7),
      authorized: some(4, 2),
      paid: some(70, 11),
      refunded: some(3, 4),
      declined: some(14, 3),
      expired: some(9, 2),
      cancelled: hoursAgo % 4,
    },
  };
}
