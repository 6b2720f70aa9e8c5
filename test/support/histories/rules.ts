import { type CaseRow, ORDER_STATES, type OrderState, type Registration } from '@app/orders';
import { AMOUNT } from '../../../libs/reconciliation/src/judging/locked-facts.fixture.js';
import { idAtBank } from './bank.js';
import type { History } from './history.js';
import type { Told, Written } from './world.js';

const A_DAY_AND_JITTER_MS = 1.1 * 24 * 3_600_000;

const newsOf = ({ was, is }: History): readonly Told[] => is.told.slice(was.told.length);
const ordersOf = (told: readonly Told[], type: string): Told[] => told.filter((event) => event.type === type);
const amountOf = (event: Told, name: 'captured' | 'refundedNow'): bigint =>
  BigInt(event.data[name] as number);
const newestOf = ({ registrations }: Written): Registration => registrations.at(-1)!;
const isLive = ({ state }: Registration): boolean => ['sending', 'recovering', 'open'].includes(state);

const stateIn = ({ registrations }: Written, id: string) => registrations.find((row) => row.id === id)?.state;

/** After its lifetime, the bank has not known it for long, or has what is proven to be another's in its place. */
const isGone = ({ id, status, state, expiresAt, absences }: Registration, { now, cases }: Written): boolean =>
  expiresAt <= now &&
  (state === 'recovering'
    ? cases.some(
        ({ registrationId, detail }) => registrationId === id && (detail.isProven || detail.isGivenBack),
      )
    : status === 'absent' && absences >= 3);

/** What was heard in this step about the page that an event is about. */
const heardOf = ({ heard }: History, { data }: Told) =>
  heard
    .filter(({ gatewayOrderNumber }) => idAtBank(gatewayOrderNumber) === data.gatewayOrderId)
    .map(({ answer }) => answer);

/** An operator is the cause, and not of what the bank has said. */
const isByHand = ({ heard }: History, { cause }: Told): boolean =>
  cause.startsWith('operator') && heard.length === 0;

/** Rows that something was learnt about in this step. */
const writtenIn = ({ was, is }: History): Registration[] =>
  is.registrations.filter(
    (row) => row.version !== (was.registrations.find(({ id }) => id === row.id)?.version ?? 0),
  );

/** True after every single step of every history. */
const RULES: Readonly<Record<string, (history: History) => boolean>> = {
  'is paid at most once': ({ is }) => ordersOf(is.told, 'order.paid').length <= 1,

  'numbers what it tells without a gap': ({ is: { told, order } }) =>
    told.every(({ seq }, at) => seq === at + 1) && order.lastSeq === told.length,

  'walks by the table of states alone, and tells of every move': (history) => {
    const told = newsOf(history).filter(({ type }) => type.startsWith('order.'));
    const walk = [history.was.order.state, ...told.map(({ data }) => data.state as OrderState)];
    const isAllowed = (to: OrderState, at: number) =>
      at === 0 || to === walk[at - 1] || ORDER_STATES[walk[at - 1]!].to.includes(to);
    return walk.every(isAllowed) && walk.at(-1) === history.is.order.state;
  },

  'is never paid or authorized by another amount, currency or number than was asked for': (history) =>
    newsOf(history)
      .filter(({ type }) => type === 'order.paid' || type === 'order.authorized')
      .every((event) => {
        const heard = heardOf(history, event);
        const isOurs = heard.every(
          ({ amountMinor, currency, orderNumber }) =>
            amountMinor === AMOUNT &&
            currency === 'KZT' &&
            idAtBank(orderNumber!) === event.data.gatewayOrderId,
        );
        const whole =
          event.type !== 'order.paid' ||
          history.is.order.mode === 'hold' ||
          amountOf(event, 'captured') === AMOUNT;
        return heard.length > 0 && isOurs && whole;
      }),

  'never takes back what it has told of captured and refunded, but for a release': ({ is, was }) => {
    const { state, capturedMinor, refundedMinor } = is.order;
    if (state === 'released') return capturedMinor === 0n;
    const keptWord = capturedMinor >= was.order.capturedMinor && refundedMinor >= was.order.refundedMinor;
    return keptWord && refundedMinor <= capturedMinor;
  },

  'tells of every tiyin given back once': ({ is: { told, order } }) => {
    const refunds = ordersOf(told, 'order.refunded').map((event) => amountOf(event, 'refundedNow'));
    const all =
      refunds.every((now) => now > 0n) && refunds.reduce((sum, now) => sum + now, 0n) === order.refundedMinor;
    const givenBack = order.refundedMinor > 0n && order.refundedMinor === order.capturedMinor;
    return all && (order.state === 'refunded') === givenBack;
  },

  'always knows whose money it is, and for ever the same': ({ was, is: { order, registrations } }) => {
    const hasMoney = ['authorized', 'paid', 'partially_refunded', 'refunded'].includes(order.state);
    if (was.order.settledBy !== null) return order.settledBy === was.order.settledBy;
    if (order.settledBy === null)
      return !hasMoney && order.capturedMinor === 0n && order.refundedMinor === 0n;
    return registrations.some((row) => row.id === order.settledBy);
  },

  'is moved by the page alone whose money it is': (history) =>
    history.was.order.settledBy === null ||
    newsOf(history)
      .filter(({ type }) => /^order\.(authorized|paid|refunded|released)$/.test(type))
      .every(({ data }) =>
        history.was.registrations.some(
          (row) => row.id === history.was.order.settledBy && row.gatewayOrderId === data.gatewayOrderId,
        ),
      ),

  'is ended without money by the newest page and the word closed alone, or by hand': (history) =>
    newsOf(history)
      .filter(
        (event) => /^order\.(declined|expired|cancelled)$/.test(event.type) && !isByHand(history, event),
      )
      .every((event) => {
        const heard = heardOf(history, event);
        const isNewest = newestOf(history.is).gatewayOrderId === event.data.gatewayOrderId;
        return isNewest && heard.length > 0 && heard.every(({ status }) => status === 'closed');
      }),

  'is ended by hand only where no page of it can be paid': (history) =>
    history.is.order.state === history.was.order.state ||
    newsOf(history).every((event) => !isByHand(history, event)) ||
    (history.is.order.settledBy === null &&
      history.was.registrations.every(
        (row) =>
          row.state === 'refused' ||
          row.status === 'closed' ||
          isGone(row, { ...history.was, now: history.is.now }),
      )),

  'calls no page closed that the bank did not call so': ({ was, is }) =>
    is.registrations
      .filter(({ state, id }) => state === 'closed' && stateIn(was, id) !== 'closed')
      .every(({ status }) => ['closed', 'charged', 'reversed', 'refunded'].includes(status!)),

  'believes no answer that is older than the row': ({ stale, was, is }) =>
    stale === null ||
    (is.told.length === was.told.length &&
      is.registrations.find(({ id }) => id === stale)!.version ===
        was.registrations.find(({ id }) => id === stale)!.version),

  'has one payable page at most': ({ is }) => is.registrations.filter(isLive).length <= 1,

  'never opens again what the bank has closed': ({ was, is }) =>
    was.registrations
      .filter(({ state }) => state === 'closed')
      .every(({ id }) => is.registrations.find((row) => row.id === id)!.state === 'closed'),

  'looks again at every registration whose fate is open': ({ is }) =>
    is.registrations.every(
      ({ state, status, nextPollAt }) =>
        nextPollAt !== null || (['closed', 'refused'].includes(state) && status !== 'held'),
    ),

  'looks again at every order whose end is open': ({ is: { order, registrations } }) =>
    !['created', 'registered', 'authorized'].includes(order.state) ||
    registrations.some(({ nextPollAt }) => nextPollAt !== null),

  // Nothing is left to be asked about a page that was refused, whatever its case is.
  'looks every day while a case is open': (history) => {
    const { now, cases, registrations } = history.is;
    const refused = registrations.filter(({ state }) => state === 'refused').map(({ id }) => id);
    const written = writtenIn(history).filter(({ id }) => !refused.includes(id));
    const isOpen = ({ closedAt, registrationId }: CaseRow) =>
      closedAt === null && !refused.includes(registrationId!);
    if (written.length === 0 || !cases.some(isOpen)) return true;
    const tomorrowMs = now.getTime() + A_DAY_AND_JITTER_MS;
    return written.some(({ nextPollAt }) => nextPollAt !== null && nextPollAt.getTime() <= tomorrowMs);
  },

  'rejects no order that another page of it has settled': (history) =>
    history.was.order.settledBy === null || ordersOf(newsOf(history), 'order.rejected').length === 0,

  // Nobody looks at it again: only that it never came to the bank is left to a person.
  'leaves no case open about a page that was refused': ({ is: { cases, registrations } }) =>
    cases.every(
      ({ closedAt, reason, registrationId }) =>
        closedAt !== null ||
        reason === 'never_reached_bank' ||
        registrations.find(({ id }) => id === registrationId)?.state !== 'refused',
    ),

  // One page, one reason, one open case: that is what `about` names.
  'opens no case that is open, and closes none that is not': ({ is: { told, cases } }) => {
    const about = (caseId: unknown) => {
      const row = cases.find(({ id }) => id === caseId);
      return row && `${row.registrationId} ${row.reason}`;
    };
    const open = new Set<unknown>();
    const inTurn = told
      .filter(({ type }) => type === 'case.opened' || type === 'case.closed')
      .every(({ type, data }) => {
        const which = about(data.caseId);
        return type === 'case.closed' ? open.delete(which) : !open.has(which) && open.add(which).size > 0;
      });
    const isOpen = cases.filter(({ closedAt }) => closedAt === null).map(({ id }) => about(id));
    return inTurn && isOpen.length === open.size && isOpen.every((which) => open.has(which));
  },
};

/** The rules that do not hold. */
export const brokenBy = (history: History): string[] =>
  Object.keys(RULES).filter((rule) => !RULES[rule]!(history));
