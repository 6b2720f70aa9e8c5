import { type CommitNotifier } from '@app/database';
import { assertReadable, type EventDraft, EventLog } from '@app/events';
import type { GatewayClient, GatewayGuard } from '@app/gateway';
import { newId } from '@app/kernel';
import {
  type CaseRow,
  type CallbacksRepository,
  CloseCases,
  CountFault,
  type MerchantConditions,
  type Finding,
  type Order,
  OrdersRepository,
  RaiseCase,
  RecentCallbacks,
  RegisterAgain,
  type Registration,
  RegistrationsRepository,
  ResolveByHand,
  SendRegistration,
  type WatchGateways,
  WriteRulings,
} from '@app/orders';
import { PollRegistrations, WorkerSlots } from '@app/reconciliation';
import type { DataSource, EntityManager } from 'typeorm';
import { namelessCause, withoutName } from '../../../libs/events/src/nameless-cause.js';
import { ApplyRuling } from '../../../libs/orders/src/writing/apply-ruling.js';
import { BeginRegistration } from '../../../libs/orders/src/registering/begin-registration.js';
import { ClosePages } from '../../../libs/orders/src/by-hand/close-pages.js';
import {
  CasesRepository,
  type CaseSubject,
  CLOSED_BY_ITSELF,
  factsOf,
  newCase,
} from '../../../libs/orders/src/cases/cases.repository.js';
import type { OrderRow, RegistrationRow } from '../../../libs/orders/src/order/rows.js';
import { ShowPage } from '../../../libs/orders/src/registering/show-page.js';
import { isBorneOut } from '../../../libs/reconciliation/src/judging/is-borne-out.js';
import { PostponePoll } from '../../../libs/reconciliation/src/polling/postpone-poll.js';
import { RecoverRegistration } from '../../../libs/reconciliation/src/polling/recover-registration.js';
import { aConfig } from '../publisher.js';
import { Bank } from './bank.js';
import type { World } from './world.js';

/** What comes sooner after the last hasten is put off by so much. */
const APART_MS = 2_000;
/** How soon after its last hasten a dense series may begin anew. */
const ANCHORED_ANEW_MS = 300_000;

/** What a transaction and a statement need of TypeORM where the tables are in memory. */
type Memory = DataSource & EntityManager;

/**
 * The tables of one order, in memory: everybody reads copies, and only what is written is there afterwards. Nobody rolls back:
 * what is refused has written nothing by then, and whatever else fails ends the test.
 */
class Tables {
  now = new Date(0);
  order!: OrderRow;
  registrations: RegistrationRow[] = [];
  cases: CaseRow[] = [];
  events: EventDraft[] = [];
  private last: Promise<unknown> = Promise.resolve();

  /** One transaction after the other, as the lock on the order has it. */
  readonly db = {
    transaction: (work: (tx: EntityManager) => Promise<unknown>) => {
      const done = this.last.then(() => work(this.db));
      this.last = done.catch(() => undefined);
      return done;
    },
    query: async (sql: string) => {
      if (sql !== 'SELECT tolem_now() AS now') throw new Error(`Nobody understands ${sql}`);
      return [{ now: this.now }];
    },
    get manager() {
      return this;
    },
  } as unknown as Memory;

  registration(id: string): RegistrationRow {
    return this.registrations.find((row) => row.id === id)!;
  }

  after(milliseconds: number): Date {
    return new Date(this.now.getTime() + milliseconds);
  }
}

/** Tolem's use cases as they are, over tables in memory. What they ask of SQL is said here once more, in a few words each. */
export function memoryWorld(): World {
  const tables = new Tables();
  const { db } = tables;
  const bank = new Bank(() => tables.now);
  const gateway = bank as unknown as GatewayClient;
  const config = aConfig('', [], ['main']);
  const commits = { notify: () => undefined } as unknown as CommitNotifier;
  const [log, orders, registrations, cases] = [
    new Log(tables),
    new Orders(tables),
    new Registrations(tables),
    new Cases(tables),
  ];
  const callbacks = new RecentCallbacks({ hasRecent: async () => false } as unknown as CallbacksRepository);
  const gateways = { markHealthy: async () => undefined } as unknown as WatchGateways;
  const guard = { isHealthy: () => true } as unknown as GatewayGuard;
  const raise = new RaiseCase(db, log, orders, cases, commits);
  const apply = new ApplyRuling(orders, registrations, cases);
  const countFault = new CountFault(db, registrations, raise);
  const write = new WriteRulings(db, commits, log, orders, registrations, cases, countFault, apply);
  const noCondition = async () => undefined;
  const conditions = { hold: noCondition, end: noCondition } as unknown as MerchantConditions;
  const send = new SendRegistration(config, gateway, write, callbacks, conditions);
  const showPage = new ShowPage(config, write, conditions);
  const postpone = new PostponePoll(db, registrations, guard, raise);
  const recover = new RecoverRegistration(
    db,
    config,
    gateway,
    orders,
    registrations,
    write,
    send,
    postpone,
    gateways,
  );
  return {
    bank,
    poll: new PollRegistrations(
      config,
      gateway,
      registrations,
      write,
      recover,
      postpone,
      callbacks,
      gateways,
      new WorkerSlots(),
      countFault,
      conditions,
    ),
    registerAgain: new RegisterAgain(
      db,
      orders,
      registrations,
      new BeginRegistration(config, registrations),
      send,
      showPage,
    ),
    resolveByHand: new ResolveByHand(
      orders,
      registrations,
      cases,
      write,
      new ClosePages(config, gateway, registrations, commits),
    ),
    closeCases: new CloseCases(db, log, orders, cases, write, commits),
    hasten: async ({ id }, by) => hasten(tables, id, by),
    begin: async (order, registration) => {
      tables.now = order.createdAt;
      tables.order = { ...order };
      tables.registrations = [{ ...registration }];
    },
    pass: async (milliseconds) => {
      tables.now = tables.after(milliseconds);
    },
    read: async () => ({
      now: tables.now,
      order: { ...tables.order },
      registrations: tables.registrations.map((row) => ({ ...row })),
      cases: tables.cases.map((row) => ({ ...row })),
      told: [...tables.events],
    }),
  };
}

/** Of the one UPDATE of libs/reconciliation/src/hastening/hasten.ts what the writer and the schedule see of it; the rest is jobs. */
function hasten(tables: Tables, id: string, by: string): void {
  const row = tables.registration(id);
  const { now } = tables;
  const anchors =
    ['open', 'orphan'].includes(row.state) &&
    (row.phase !== 'returned' || now.getTime() - row.anchoredAt.getTime() > ANCHORED_ANEW_MS);
  const keepsTurn =
    by.startsWith('operator:') && ['return', 'callback', 'shop'].includes(row.hastenedBy ?? '');
  const onePoll = by === 'callback' && isBorneOut({ operation: 'deposited', status: '1' }, row);
  if (row.state === 'closed' && by !== 'return' && !onePoll)
    row.recheckingSince = new Date(Math.max(now.getTime(), (row.hastenedAt?.getTime() ?? 0) + APART_MS));
  Object.assign(row, { hastenedAt: now, ...(!keepsTurn && { hastenedBy: by }) });
  if (!['sending', 'recovering', 'refused'].includes(row.state)) row.nextPollAt = now;
  if (anchors) Object.assign(row, { phase: 'returned', step: 0, anchoredAt: now });
}

class Log extends EventLog {
  constructor(private readonly tables: Tables) {
    super(tables.db);
  }

  override async append(_tx: EntityManager, drafts: readonly EventDraft[]): Promise<void> {
    for (const draft of drafts) assertReadable({ ...draft, eventId: newId() });
    const nameless = ({ cause, data, ...draft }: EventDraft): EventDraft => ({
      ...draft,
      cause: namelessCause(cause),
      data: withoutName(data),
    });
    this.tables.events.push(...drafts.map(nameless));
  }
}

class Orders extends OrdersRepository {
  constructor(private readonly tables: Tables) {
    super(tables.db);
  }

  override async lockInOrder(): Promise<Map<string, OrderRow>> {
    return new Map([[this.tables.order.id, { ...this.tables.order }]]);
  }

  override async findById(): Promise<Order> {
    return { ...this.tables.order };
  }

  override async update(_tx: EntityManager, _id: string, changes: Partial<Order>): Promise<void> {
    Object.assign(this.tables.order, changes);
  }
}

class Registrations extends RegistrationsRepository {
  constructor(private readonly tables: Tables) {
    super(tables.db);
  }

  override async lockOfOrders(): Promise<RegistrationRow[]> {
    return this.tables.registrations.map((row) => ({ ...row }));
  }

  override async findAll(ids: readonly string[]): Promise<Registration[]> {
    return ids.map((id) => ({ ...this.tables.registration(id) }));
  }

  override async listOfOrder(): Promise<Registration[]> {
    return this.lockOfOrders();
  }

  override async insert(_tx: EntityManager, registration: Registration): Promise<void> {
    this.tables.registrations.push({ ...registration });
  }

  override async update(_tx: EntityManager, id: string, changes: Partial<Registration>): Promise<void> {
    Object.assign(this.tables.registration(id), changes);
  }

  override async keepAnswer(): Promise<void> {}

  override async takeOverIfStillSending(id: string): Promise<boolean> {
    const row = this.tables.registration(id);
    const { now } = this.tables;
    if (row.state !== 'sending' || row.callDeadline > now) return false;
    Object.assign(row, { state: 'recovering', phase: 'recovering', step: 0, anchoredAt: now });
    return true;
  }

  override async countSendIfStillRecovering({ id, version }: Registration): Promise<boolean> {
    const row = this.tables.registration(id);
    if (row.state !== 'recovering' || row.version !== version) return false;
    row.sendsUnaccounted += 1;
    row.lastSentAt = this.tables.now;
    return true;
  }

  override async postpone(
    { id, version, hastenedAt }: Registration,
    afterMs: number,
    { asked, failed }: Readonly<{ asked: boolean; failed: boolean }>,
  ): Promise<number | null> {
    const row = this.tables.registration(id);
    if (row.version !== version || row.nextPollAt === null) return null;
    row.failures += Number(failed);
    row.polls += Number(asked);
    if (asked) row.lastLookAt = this.tables.now;
    if (failed) row.failingSince ??= this.tables.now;
    const hastened = row.hastenedAt?.getTime() !== hastenedAt?.getTime();
    const later = this.tables.after(afterMs);
    row.nextPollAt = hastened && row.nextPollAt < later ? row.nextPollAt : later;
    return row.failures;
  }

  override async countFault({ id }: Registration): Promise<number> {
    return (this.tables.registration(id).faults += 1);
  }

  /** A worker has only so many places, and histories that wait for a slow bank may take them all. */
  override async giveBack(ids: readonly string[]): Promise<void> {
    const { now } = this.tables;
    for (const id of ids) {
      const row = this.tables.registration(id);
      if (row.nextPollAt === null || row.nextPollAt <= now) continue;
      row.nextPollAt = row.state === 'sending' && row.callDeadline > now ? row.callDeadline : now;
    }
  }
}

class Cases extends CasesRepository {
  constructor(private readonly tables: Tables) {
    super(tables.db);
  }

  override async listOfOrders(): Promise<CaseRow[]> {
    return this.tables.cases
      .filter(({ closedBy }) => closedBy !== CLOSED_BY_ITSELF)
      .map((row) => ({ ...row }));
  }

  override async findAll(_tx: EntityManager, ids: readonly string[]): Promise<CaseRow[]> {
    return this.tables.cases.filter(({ id }) => ids.includes(id)).map((row) => ({ ...row }));
  }

  override async openIfNews(
    tx: EntityManager,
    about: CaseSubject,
    finding: Finding,
    now: Date,
  ): Promise<CaseRow | null> {
    const fresh = newCase(about, finding, now);
    const same = this.tables.cases.filter(
      ({ reason, registrationId }) => reason === fresh.reason && registrationId === fresh.registrationId,
    );
    const open = same.find(({ closedBy }) => closedBy === null);
    if (open && (await this.renewIfOpen(tx, open, about.order, finding))) return null;
    const isSettled = ({ closedBy, detailHash }: CaseRow) =>
      closedBy !== CLOSED_BY_ITSELF && detailHash === fresh.detailHash;
    if (same.some(isSettled)) return null;
    this.tables.cases.push(fresh);
    return { ...fresh };
  }

  override async renewIfOpen(
    _tx: EntityManager,
    row: CaseRow,
    order: Order | null,
    finding: Finding,
  ): Promise<boolean> {
    const kept = this.tables.cases.find(({ id }) => id === row.id)!;
    if (kept.closedBy !== null) return false;
    const facts = factsOf(order, finding);
    Object.assign(kept, facts);
    Object.assign(row, facts);
    return true;
  }

  override async closeIfOpen(
    _tx: EntityManager,
    id: string,
    { by, at, note = null }: Readonly<{ by: string; at: Date; note?: string | null }>,
  ): Promise<boolean> {
    const row = this.tables.cases.find((each) => each.id === id)!;
    if (row.closedAt !== null) return false;
    Object.assign(row, { closedAt: at, closedBy: by, note });
    return true;
  }
}
