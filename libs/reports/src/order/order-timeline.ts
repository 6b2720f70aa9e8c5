import { redact } from '@app/gateway';
import type { CaseRow, RegistrationRow } from '@app/orders';
import type { FactEvent, OrderFacts } from './order-facts.js';

export type TimelineKind =
  'registered' | 'returned' | 'callback' | 'event' | 'case' | 'operator' | 'comment' | 'answer';

/** One thing that happened, and why. `title` is a word of the machine (`order.paid`, `case.opened`): pages have their own words. */
export type TimelineEntry = Readonly<{
  at: Date;
  kind: TimelineKind;
  title: string;
  cause: string | null;
  eventId: string | null;
  registrationId: string | null;
  detail: Readonly<Record<string, unknown>> | null;
}>;

/** Everything that is written down about one order as one story, oldest first. Nothing in it is made up of anything but rows. */
export function timelineOf(facts: OrderFacts): TimelineEntry[] {
  const told = (caseId: string, type: string) =>
    facts.events.some((event) => event.type === type && event.data.caseId === caseId);
  const entries = [
    ...facts.registrations.toReversed().flatMap(pageEntries),
    ...facts.callbacks.map(({ registrationId, operation, status, times, said, firstAt }): TimelineEntry =>
      entry(firstAt, 'callback', `callback.${operation}`, {
        registrationId,
        cause: 'callback',
        detail: { status, times, ...(redact(said) as object) },
      }),
    ),
    ...facts.events.map((event) => eventEntry(event, facts.cases)),
    ...facts.cases.flatMap((row) => caseEntries(row).filter(({ title }) => !told(row.id, title))),
    ...facts.comments.map(({ at, by, caseId, text }) =>
      entry(at, 'comment', 'comment', { cause: `operator:${by}`, detail: { caseId, text } }),
    ),
    ...facts.deeds
      // These two are told by what they leave behind.
      .filter(({ action }) => action !== 'comment' && action !== 'close-case')
      .map(({ at, operator, action, detail }) =>
        entry(at, 'operator', action, { cause: `operator:${operator}`, detail }),
      ),
    ...[...facts.answers.values()].map(({ registrationId, answeredAt, answer }) => {
      const { status, actionCode } = facts.registrations.find(({ id }) => id === registrationId)!;
      const { paymentAmountInfo } = redact(answer) as Record<string, unknown>;
      return entry(answeredAt, 'answer', `answer.${status ?? 'unknown'}`, {
        registrationId,
        detail: { status, actionCode, ...(paymentAmountInfo ? { amounts: paymentAmountInfo } : {}) },
      });
    }),
  ];
  // A stable sort: what has the same instant stands as above, and events by their number.
  return entries.toSorted((one, other) => one.at.getTime() - other.at.getTime());
}

function pageEntries({
  id,
  attempt,
  gatewayOrderNumber,
  sentAt,
  returnedAt,
}: RegistrationRow): TimelineEntry[] {
  const detail = { attempt, gatewayOrderNumber };
  // An order begins by a call of its shop; a later page may be anybody's wish, and no row says whose.
  const cause = attempt === 1 ? 'shop' : null;
  return [
    entry(sentAt, 'registered', 'registration.sent', { registrationId: id, cause, detail }),
    ...(returnedAt
      ? [entry(returnedAt, 'returned', 'payer.returned', { registrationId: id, cause: 'return' })]
      : []),
  ];
}

function eventEntry(
  { eventId, type, cause, occurredAt, data }: FactEvent,
  cases: readonly CaseRow[],
): TimelineEntry {
  const about = cases.find(({ id }) => id === data.caseId);
  if (about === undefined)
    return entry(occurredAt, 'event', type, {
      cause,
      eventId,
      detail: redact(data) as Record<string, unknown>,
    });
  const [opened, closed] = caseEntries(about);
  const own = type === 'case.closed' ? closed : opened;
  return { ...entry(occurredAt, 'case', type, own ?? opened!), cause, eventId };
}

function caseEntries(row: CaseRow): TimelineEntry[] {
  const { id: caseId, reason, registrationId, openedAt, closedAt, closedBy, note, detail } = row;
  const about = { caseId, reason };
  return [
    entry(openedAt, 'case', 'case.opened', {
      registrationId,
      detail: { ...about, ...(redact(detail) as object) },
    }),
    ...(closedAt
      ? [
          entry(closedAt, 'case', 'case.closed', {
            registrationId,
            cause: closedBy,
            detail: { ...about, closedBy, note },
          }),
        ]
      : []),
  ];
}

const entry = (
  at: Date,
  kind: TimelineKind,
  title: string,
  { cause = null, eventId = null, registrationId = null, detail = null }: Partial<TimelineEntry>,
): TimelineEntry => ({ at, kind, title, cause, eventId, registrationId, detail });
