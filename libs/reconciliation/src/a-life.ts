import type { EventDraft } from '@app/events';
import type { StatusAnswer } from '@app/gateway';
import {
  applied,
  ApplyRuling,
  type CaseRow,
  CLOSED_BY_ITSELF,
  detailHashOf,
  type Known,
  type LockedGroup,
  newRegistration,
  type OrderRow,
  type Registration,
  type RegistrationRow,
  type Ruling,
} from '@app/orders';
import { aKnown, anAnswer } from './a-known.js';
import { isOurs } from './is-ours.js';
import { foundAtBank, lookAgain, neverReachedBank, orphaned, stranger } from './recovery-rulings.js';
import { rule } from './rule.js';

const CALL_TIMEOUT_MS = 30_000;

/** An event, and what the bank had said of whom. */
export type Told = EventDraft & Readonly<{ answer: StatusAnswer | null; isNewest: boolean }>;
/** A question that was asked of the bank, with the row as it was then and the answer that is on its way. */
type Asked = Readonly<{ row: Registration; answer: StatusAnswer; random: number }>;

/**
 * For tests: one order with its registrations and cases, in memory. Rulings are written by the real writer; what use cases do
 * around it in SQL is done here in a few lines each.
 */
export class Life {
  now: Date;
  readonly order: OrderRow;
  readonly registrations: RegistrationRow[];
  readonly cases: CaseRow[] = [];
  readonly told: Told[] = [];
  /** The registration that was written last. */
  written: RegistrationRow | null = null;
  private readonly late: Asked[] = [];
  private readonly writer: ApplyRuling;

  constructor(start: string) {
    const { order, registration, now } = aKnown(start);
    const formUrl = registration.state === 'open' ? 'https://bank/pay' : null;
    this.order = { ...order, lastSeq: 0 };
    this.registrations = [{ ...registration, formUrl }];
    this.now = now;
    this.writer = new ApplyRuling(
      this.ordersRepository() as never,
      this.registrationsRepository() as never,
      this.casesRepository() as never,
    );
  }

  pass(minutes: number): void {
    this.now = new Date(this.now.getTime() + minutes * 60_000);
  }

  /** Asks and hears. Answers what was told of it. */
  async poll(at: number, says: string, random: number): Promise<Told[]> {
    const asked = this.ask(at, says, random);
    return asked ? this.hear(asked) : [];
  }

  /** Asks; the answer is heard later, when it may be too late. */
  askSlowly(at: number, says: string, random: number): void {
    const asked = this.ask(at, says, random);
    if (asked) this.late.push(asked);
  }

  async hearLate(): Promise<void> {
    const asked = this.late.shift();
    if (asked) await this.hear(asked);
  }

  /** As libs/reconciliation/src/hasten.ts does it in SQL. */
  hasten(at: number, by: string): void {
    const row = this.pick(at);
    row.hastenedAt = this.now;
    if (['sending', 'recovering', 'refused'].includes(row.state)) return;
    row.hastenedBy = by;
    row.nextPollAt = this.now;
    const minutesSince = (this.now.getTime() - row.anchoredAt.getTime()) / 60_000;
    if (row.state === 'closed' || (row.phase === 'returned' && minutesSince <= 5)) return;
    Object.assign(row, { phase: 'returned', step: 0, anchoredAt: this.now });
  }

  /** As libs/orders/src/register-again.ts: a new page after decline, expiry or rejection. */
  registerAgain(): void {
    const live = this.registrations.some(({ state }) => ['sending', 'recovering', 'open'].includes(state));
    const mayBe = ['declined', 'expired', 'rejected'].includes(this.order.state);
    if (live || !mayBe || this.order.settledBy !== null) return;
    const attempt = Math.max(...this.registrations.map((row) => row.attempt)) + 1;
    const sent = { merchantId: 'm', attempt, now: this.now, callTimeoutMs: CALL_TIMEOUT_MS };
    this.registrations.push({ ...newRegistration(this.order, sent) });
  }

  /** The answer of register.do for the page that is being sent: its address, or nothing. */
  async answerRegistering(lost: boolean): Promise<void> {
    const row = this.registrations.find(({ state }) => state === 'sending');
    if (!row) return;
    const quiet = { phase: 'quiet', step: 0, anchoredAt: this.now, afterMs: 30_000 } as const;
    const opened = {
      state: 'open',
      status: 'open',
      gatewayOrderId: 'bank-2',
      formUrl: 'https://b/',
    } as const;
    const judge = ({ order }: Known): Ruling => {
      if (lost)
        return applied({
          registration: { state: 'recovering' },
          look: { ...quiet, phase: 'recovering', afterMs: 0 },
        });
      if (order.settledBy !== null)
        return applied({ registration: { ...opened, state: 'orphan', formUrl: null }, look: quiet });
      return applied({ steps: [{ to: 'registered' }], registration: opened, look: quiet });
    };
    await this.write({ ...row }, judge, null);
  }

  closeCaseByHand(): void {
    const open = this.cases.find(({ closedAt }) => closedAt === null);
    if (open) Object.assign(open, { closedAt: this.now, closedBy: 'operator:ann' });
  }

  private pick(at: number): RegistrationRow {
    return this.registrations[at % this.registrations.length]!;
  }

  private ask(at: number, says: string, random: number): Asked | null {
    const row = this.pick(at);
    if (row.state === 'refused' || (row.state === 'sending' && this.now < row.callDeadline)) return null;
    if (row.state === 'sending') Object.assign(row, { state: 'recovering', phase: 'recovering', step: 0 });
    const answer = anAnswer(says, { ...aKnown('registered'), registration: row });
    return { row: { ...row }, answer, random };
  }

  private hear({ row, answer, random }: Asked): Promise<Told[]> {
    return this.write(row, (known) => judge(known, answer, random), answer);
  }

  /** As libs/orders/src/write-outcomes.ts: what was learnt of a row that has changed since is thrown away. */
  private async write(
    learnt: Registration,
    judgement: (known: Known) => Ruling,
    answer: StatusAnswer | null,
  ): Promise<Told[]> {
    const { order, registrations, now } = this;
    const registration = registrations.find(({ id }) => id === learnt.id)!;
    if (registration.version !== learnt.version) {
      if (registration.nextPollAt && registration.state !== 'sending') registration.nextPollAt = now;
      return [];
    }
    const siblings = [...registrations];
    const isNewest = siblings.every(({ attempt }) => attempt <= registration.attempt);
    const cases = this.cases.filter(({ closedBy }) => closedBy !== CLOSED_BY_ITSELF);
    const ruling = judgement({ order, registration, siblings, isNewest, operations: [], cases, now });
    const group: LockedGroup = { orders: new Map(), registrations, operations: [], cases, now, events: [] };
    const about = { registration: learnt, cause: 'schedule', judge: judgement };
    await this.writer.execute(undefined as never, {
      group,
      order,
      registration,
      siblings,
      learnt: about,
      ruling,
    });
    this.written = registration;
    const told = group.events.map((event) => ({ ...event, answer, isNewest }));
    this.told.push(...told);
    return told;
  }

  private ordersRepository() {
    return {
      writeMoved: async (_tx: unknown, order: OrderRow, changes: Partial<OrderRow>) =>
        void Object.assign(order, changes),
    };
  }

  private registrationsRepository() {
    return {
      update: async (_tx: unknown, id: string, changes: Partial<Registration>) => {
        Object.assign(
          this.registrations.find((row) => row.id === id)!,
          changes,
        );
      },
      insert: async (_tx: unknown, row: Registration) => void this.registrations.push({ ...row }),
      keepAnswer: async () => undefined,
    };
  }

  private casesRepository() {
    return {
      openIfNews: async (
        _tx: unknown,
        { subject, registration }: { subject: string; registration: Registration },
        finding: Ruling['findings'][number],
      ) => {
        const detailHash = detailHashOf(finding);
        const same = (row: CaseRow) => row.reason === finding.reason && row.detailHash === detailHash;
        if (this.cases.some((row) => same(row) && row.closedBy?.startsWith('operator'))) return null;
        const registrationId = registration.id;
        const row = { id: String(this.cases.length), ...finding, detailHash, subject, registrationId };
        const opened = {
          ...row,
          orderId: this.order.id,
          closedAt: null,
          closedBy: null,
        } as unknown as CaseRow;
        this.cases.push(opened);
        return opened;
      },
      closeIfOpen: async (_tx: unknown, id: string, { by, at }: { by: string; at: Date }) => {
        Object.assign(this.cases[Number(id)]!, { closedAt: at, closedBy: by });
        return true;
      },
    };
  }
}

/** As recovery and polls choose among the rulings. */
function judge(known: Known, answer: StatusAnswer, random: number): Ruling {
  const { registration, now } = known;
  if (registration.state !== 'recovering') return rule(known, answer, random);
  if (answer.status === 'absent') {
    const waits = registration.expiresAt > now;
    return waits ? lookAgain(known, random) : neverReachedBank(known);
  }
  if (answer.status !== 'unknown' && !isOurs(registration, answer)) return stranger(known, answer, random);
  if (answer.status === 'open') return orphaned(known, answer, { callTimeoutMs: CALL_TIMEOUT_MS, random });
  return foundAtBank(known, answer, random);
}
