import { createHash } from 'node:crypto';
import type { Finding, LockedFacts, KnownCase, Ruling } from '../ruling/ruling.js';

type Judged = Pick<Ruling, 'findings' | 'closesOnRegistration' | 'closesOnOrder'>;

/** The facts of a case in short: one that a person has closed opens again only on others. */
export const detailHashOf = ({ detail }: Pick<Finding, 'detail'>): string =>
  createHash('sha256').update(JSON.stringify(detail)).digest('hex');

/** Each page of an order has a case of its own: the third payment is none of what was found about the second. */
export const isAbout = (
  row: KnownCase,
  registrationId: string,
  { reason }: Pick<Finding, 'reason'>,
): boolean => row.reason === reason && row.registrationId === registrationId;

/** Open cases that hold no longer: what a look judges is about its own registration, what it overtakes is about any. */
export function casesThatEnd<C extends KnownCase>(
  cases: readonly C[],
  registrationId: string,
  { findings, closesOnRegistration, closesOnOrder }: Judged,
): C[] {
  const ends = ({ reason, registrationId: about }: C) =>
    (about === registrationId && (closesOnRegistration as readonly string[]).includes(reason)) ||
    (closesOnOrder as readonly string[]).includes(reason);
  const isFound = (row: C) => findings.some((finding) => isAbout(row, registrationId, finding));
  return cases.filter((row) => row.closedBy === null && ends(row) && !isFound(row));
}

/** Whether a case of the order is open once this is written. What a person has closed on the same facts stays closed. */
export function needsAPerson(
  { cases, registration }: Pick<LockedFacts, 'cases' | 'registration'>,
  judged: Judged,
): boolean {
  const ended = casesThatEnd(cases, registration.id, judged);
  const staysOpen = cases.some((row) => row.closedBy === null && !ended.includes(row));
  const isSettled = (finding: Finding) =>
    cases.some(
      (row) =>
        row.closedBy !== null &&
        isAbout(row, registration.id, finding) &&
        row.detailHash === detailHashOf(finding),
    );
  return staysOpen || judged.findings.some((finding) => !isSettled(finding));
}
