import { createHash } from 'node:crypto';
import type { Finding, Known, KnownCase, Ruling } from '../ruling/ruling.js';

type Judged = Pick<Ruling, 'findings' | 'judged' | 'overtaken'>;

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
  { findings, judged, overtaken }: Judged,
): C[] {
  const ends = ({ reason, registrationId: about }: C) =>
    (about === registrationId && (judged as readonly string[]).includes(reason)) ||
    (overtaken as readonly string[]).includes(reason);
  const isFound = (row: C) => findings.some((finding) => isAbout(row, registrationId, finding));
  return cases.filter((row) => row.closedBy === null && ends(row) && !isFound(row));
}

/** Whether a case of the order is open once this is written. What a person has closed on the same facts stays closed. */
export function needsAPerson(
  { cases, registration }: Pick<Known, 'cases' | 'registration'>,
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
