import { callsAbout, historyOf, settled } from './at-the-bank.js';
import { BankPage } from './bank-page.js';
import { eventually } from './eventually.js';
import { type ShopName, System, type SystemOptions } from './system.js';

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const DAY_MS = 24 * 60 * MINUTE_MS;

/** What a payer sees of Tolem: where he is sent on to, or the page that waits. */
export const WAITING_PAGE = 'waiting page';

/** `failed`: by the address that the bank has for payments that failed. */
type Back = Readonly<{ onward?: string | undefined; failed?: boolean }>;

/** A system for the stories of one file, and orders made in it. */
export function stories(options: SystemOptions = {}) {
  let system: System;
  beforeAll(async () => {
    system = await System.start(options);
  });
  afterAll(() => system?.stop());
  return {
    get system() {
      return system;
    },
    async buy(changes: Record<string, unknown> = {}, shop: ShopName = 'patient'): Promise<Story> {
      const { status, body } = await system.register(changes, shop);
      expect([status, body.state]).toEqual([201, 'registered']);
      return new Story(system, body, shop);
    },
  };
}

/** One order as its payer, its shop's developer and a consumer of events see it. */
export class Story {
  readonly page: BankPage;
  readonly successUrl: string;
  readonly failUrl: string;

  constructor(
    readonly system: System,
    readonly order: Record<string, any>,
    readonly shop: ShopName,
  ) {
    this.page = new BankPage(order.paymentUrl);
    this.successUrl = `http://${system.shopHost}/thanks?cart=1`;
    this.failUrl = `http://${system.shopHost}/sorry`;
  }

  /** The payer pays at the bank by no page at all. */
  pay(changes: Record<string, unknown> = {}): Promise<any> {
    return this.system.pay(this.order, changes);
  }

  /** The payer's browser comes to Tolem: by the address the bank's page gave it, or by one of the two it was told of first. */
  async comeBack({ onward, failed = false }: Back = {}): Promise<string> {
    const returnUrl = await this.system.returnUrlOf(this.order);
    const url = onward ?? (failed ? returnUrl.replace('/return/', '/fail/') : returnUrl);
    const { status, headers } = await this.system.request('GET', url, { key: null });
    expect([200, 303]).toContain(status);
    return headers.get('location') ?? WAITING_PAGE;
  }

  /** Where the payer is in the end: sent on at once, or by the waiting page when the bank has decided. A busy machine may be late. */
  async endsUp(back: Back = {}): Promise<string> {
    const place = await this.comeBack(back);
    if (place !== WAITING_PAGE) return place;
    return eventually(async () => {
      const { decided, location } = await this.waitingPageLearns(back.failed ? '?failed=1' : '');
      expect(decided).toBe(true);
      return location as string;
    });
  }

  /** What the waiting page asks for while it waits. */
  async waitingPageLearns(query = ''): Promise<Record<string, any>> {
    const { pathname } = new URL(await this.system.returnUrlOf(this.order), 'http://tolem.test');
    const url = pathname.replace('/return/', '/status/') + query;
    return (await this.system.request('GET', url, { key: null })).body;
  }

  show(): Promise<Record<string, any>> {
    return this.system.show(this.order.id, this.shop);
  }

  settled(state: string): Promise<void> {
    return settled(this.system, this.order.id, state, this.shop);
  }

  /** Sequence and type of everything told so far, as REST lists it. */
  history(): Promise<string[]> {
    return historyOf(this.system, this.order.id, this.shop);
  }

  /** Exactly these events, numbered without a gap, in the log and in the queue of a subscription nobody consumes. */
  async expectTold(...types: string[]): Promise<void> {
    const told = types.map((type, at) => `${at + 1} order.${type}`);
    expect(await this.history()).toEqual(told);
    await eventually(async () => {
      const jobs = await this.system.jobsOf('ledger', this.order.id);
      expect(jobs.map(({ sequence, type }) => `${Number(sequence)} ${type.slice(9, -3)}`)).toEqual(told);
    });
  }

  /** The last event, whole. */
  async lastEvent(): Promise<Record<string, any>> {
    return (await this.system.eventsOf(this.order.id, this.shop)).at(-1)!;
  }

  /** Every call of Tolem's about this order; what the payer's page posts is none of them. */
  async calls(): Promise<string[]> {
    const calls: string[] = await callsAbout(this.system, this.order);
    return calls.filter((call) => call !== 'processform.do');
  }

  /** How often the bank was asked what became of it. */
  async timesAsked(): Promise<number> {
    return (await this.calls()).filter((call) => call === 'getOrderStatusExtended.do').length;
  }

  /** The newest registration as it is stored. */
  async registration(): Promise<Record<string, any>> {
    const [row] = await this.system.db.sql<Record<string, any>>(
      'SELECT * FROM registrations WHERE order_id = $1 ORDER BY attempt DESC LIMIT 1',
      [this.order.id],
    );
    return row!;
  }

  /** The order as the bank has it. */
  atTheBank(): Promise<Record<string, any>> {
    return this.system.control('GET', `orders/${this.order.gatewayOrderId}`);
  }
}
