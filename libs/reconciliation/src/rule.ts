import type { StatusAnswer } from '@app/gateway';
import {
  applied,
  type CaseReason,
  type Finding,
  type Known,
  type Look,
  type Registration,
  type Ruling,
} from '@app/orders';
import { lookAfter } from './look-after.js';
import { HOLD_LASTS } from './poll-schedule.js';
import { verdict } from './verdict.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Cases that every answer judges anew: they close by themselves when the answer no longer bears them out. */
export const JUDGED: readonly CaseReason[] = [
  'unknown_at_gateway',
  'amount_mismatch',
  'amounts_unknown',
  'unknown_status',
  'undecided_too_long',
  'open_after_lifetime',
  'hold_expiring',
  'double_payment',
  'impossible_move',
  'stranger_at_gateway',
];

/** Verdict and schedule together: all that is to be written about one answer. `random` is 0 to 1. */
export function rule(known: Known, answer: StatusAnswer, random: number): Ruling {
  const judged = verdict(known, answer);
  const after: Registration = { ...known.registration, ...judged.registration };
  const look = lookAfter(known, after, judged.findings.length > 0, random);
  return applied({
    ...judged,
    findings: [...judged.findings, ...overdue(after, look, known.now)],
    judged: JUDGED,
    look,
  });
}

/** What has gone on for too long. */
function overdue(after: Registration, look: Look, now: Date): Finding[] {
  const detail = { registration: after.id, status: after.status };
  const pastMs = (from: Date) => now.getTime() - from.getTime();
  if (look.phase === 'undecided' && pastMs(look.anchoredAt) >= 2 * HOUR_MS)
    return [{ reason: 'undecided_too_long', detail }];
  // Not every merchant's version tells when the bank authorized: then it is when we first saw the hold.
  if (after.status === 'held')
    return pastMs(after.bankAuthorizedAt ?? look.anchoredAt) >= HOLD_LASTS * 1000 - DAY_MS
      ? [{ reason: 'hold_expiring', detail }]
      : [];
  // A payer who comes back after all that time is no reason to close the case for two minutes.
  const unpaid = look.phase === 'overtime' || look.phase === 'returned';
  if (unpaid && pastMs(after.expiresAt) >= DAY_MS) return [{ reason: 'open_after_lifetime', detail }];
  return [];
}
