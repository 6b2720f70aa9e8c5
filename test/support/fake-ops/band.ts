import type { Band } from '../../../libs/reports/src/overview/band.report.js';
import { severityOf } from '../../../libs/orders/src/cases/severity.js';
import type { Stuck } from './stuck.js';
import type { Wire } from './wire.js';

const ago = (seconds: number): string => new Date(Date.now() - seconds * 1_000).toISOString();

/** A morning on which much is wrong, beside what the overview says. */
export function bandOf({ rows }: Stuck): Wire<Band> {
  const atRisk = rows.filter(({ reason }) => severityOf(reason) === 'money').length;
  return {
    now: new Date().toISOString(),
    level: 'red',
    alarms: [
      {
        level: 'red',
        kind: 'gateway',
        merchantId: 'second-account',
        trouble: 'gateway_unreachable',
        since: ago(840),
        waiting: 41,
        nextAt: ago(-3),
      },
      { level: 'red', kind: 'subscription', name: 'crm', since: ago(95) },
      { level: 'amber', kind: 'workers', alive: 2, silent: 1, since: ago(50) },
      {
        level: 'amber',
        kind: 'stuck',
        severity: 'money',
        count: atRisk,
        since: ago(80_000),
        amounts: [{ currency: 'KZT', amount: 32_000_050 }],
      },
    ],
    workers: 2,
    stuck: {
      total: rows.length,
      amounts: [
        { currency: 'KZT', amount: 4_825_003_000 },
        { currency: 'USD', amount: 120_450 },
      ],
    },
  };
}

/** All is well, and so the page is green. */
export const WELL: Wire<Band> = {
  now: new Date().toISOString(),
  level: 'green',
  alarms: [],
  workers: 2,
  stuck: { total: 0, amounts: [] },
};
