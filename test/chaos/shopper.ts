import { setTimeout as sleep } from 'node:timers/promises';
import type { OrderState } from '@app/orders';
import type { Answer, System } from '../support/system.js';
import type { Plan } from './plan.js';
import { workCabinet } from './cabinet.js';
import { type CabinetAct, type Fault, type Remedy, STATUS, type Trouble } from './trouble.js';

const AGAIN_MS = 150;
/** Real time; the clock of the chaos run goes many times as fast. */
const PATIENCE_MS = 45_000;
/** A shop need not wait where it is known that only a person helps. */
const LITTLE_PATIENCE_MS = 1_500;
const CHALLENGE = '5555555555555599';

/**
 * One order's shop and payer, in the middle of the chaos run: a server may be gone at any moment, so everything is asked again, as
 * callers that were told "look first" do. What becomes of the order is nobody's business here; the audit looks at that.
 */
export class Shopper {
  /** As the shop was told it. */
  orderId?: string;
  /** Once its faults are in force: a shop that never had its page never had them. */
  remedy?: Remedy;
  /** To the shop's fail address, when the bank had the payment already and told of it within the time that a payer is kept. */
  wasSentAway = false;
  readonly ownFaults: string[] = [];
  private page?: Record<string, any>;

  constructor(
    private readonly system: System,
    readonly plan: Plan,
  ) {}

  async live(): Promise<void> {
    const { trouble, orderNumber } = this.plan;
    for (const fault of trouble.registering ?? [])
      await this.arm(fault, { orderNumberPrefix: `${orderNumber}-` });
    if (trouble.registering) this.remedy = trouble.remedy;
    const order = await this.register();
    if (!order?.paymentUrl) return;
    for (const fault of trouble.registered ?? []) await this.arm(fault, { orderId: order.gatewayOrderId });
    this.page = order;
    const isLeftToPeople = !trouble.cabinet && !trouble.until;
    if (isLeftToPeople) this.remedy = trouble.remedy;
    await this.payerComes(order);
    await this.work(trouble.cabinet);
    if (!trouble.until || !(await this.reaches(trouble.until))) return;
    this.remedy = trouble.remedy;
    for (const id of this.ownFaults) await this.insist(() => this.system.control('DELETE', `faults/${id}`));
  }

  /** Weeks later, when it is calm. */
  workLater(): Promise<void> {
    return this.work(this.plan.trouble.cabinetLater);
  }

  private async work(acts: readonly CabinetAct[] = []): Promise<void> {
    if (!this.page || acts.length === 0) return;
    if (this.plan.bankWaits) await this.reaches(this.plan.mode === 'hold' ? 'authorized' : 'paid');
    const done = await workCabinet(this.system, this.page.gatewayOrderId, acts);
    if (done) this.remedy = this.plan.trouble.remedy;
  }

  /** Asks until there is a page, or an end. */
  private async register(): Promise<Record<string, any> | undefined> {
    const { orderNumber, mode, lifetimeSeconds, twice, insists, shop, trouble } = this.plan;
    const body = this.system.order({ orderNumber, mode, expiresInSeconds: lifetimeSeconds });
    const post = () => this.system.request('POST', '/v1/orders', { body, shop, api: this.someApi() });
    if (twice) post().catch(() => undefined);
    let refusals = 0;
    const isDone = ({ status, body }: Answer): boolean => {
      this.orderId ??= body.id;
      if (status === 422) refusals += 1;
      return Boolean(body.paymentUrl) || (status === 422 && !(insists && refusals < 2));
    };
    const hopeless = trouble.pageless || (trouble.remedy && trouble.registering);
    const answer = await this.insist(post, isDone, hopeless ? LITTLE_PATIENCE_MS : PATIENCE_MS);
    return answer?.body;
  }

  private async payerComes(order: Record<string, any>): Promise<void> {
    switch (this.plan.payer) {
      case 'pays':
        return this.pay(order);
      case 'pays with a phone':
        return this.pay(order, { way: 'APPLE_PAY' });
      case 'pays after a refusal':
        await this.pay(order, { cvc: '999' });
        return this.pay(order);
      case 'is refused':
        return this.pay(order, { cvc: '999' });
      case 'is refused, and pays a new page':
        await this.pay(order, { cvc: '999' });
        return this.payNewPage('declined');
      case 'pays after a question':
        return this.pay(order, { pan: CHALLENGE });
      case 'fails at a question':
        return this.pay(order, { pan: CHALLENGE, threeDSecure: 'fail' });
      case 'vanishes at a question':
        return this.pay(order, { pan: CHALLENGE, threeDSecure: 'leave' });
      case 'pays in two tabs':
        await Promise.all([this.pay(order), this.pay(order, { pan: '4111111111111111' })]);
        return;
      case 'never comes':
        return;
      case 'lets it expire, and pays a new page':
        return this.payNewPage('expired');
    }
  }

  /** The page may have ended meanwhile, and the bank says so: that is the payer's bad luck. */
  private async pay(order: Record<string, any>, how: Record<string, unknown> = {}): Promise<void> {
    const paid = await this.insist(() => this.system.pay(order, how));
    if (!this.plan.returns) return;
    const back = await this.insist(() => this.system.comeBack(order, this.someApi()), isNoFault, 5_000);
    const isAway = back?.headers.get('location')?.includes('/sorry') ?? false;
    const wasPaid = PAID.includes(paid?.order.status);
    if (isAway && wasPaid && !hidesPayments(this.plan.trouble)) this.wasSentAway = true;
  }

  private async payNewPage(after: OrderState): Promise<void> {
    if (!(await this.reaches(after))) return;
    const { shop } = this.plan;
    const url = `/v1/orders/${this.orderId}/registrations`;
    const post = () => this.system.request('POST', url, { shop, api: this.someApi() });
    const answer = await this.insist(post, ({ status, body }) => Boolean(body.paymentUrl) || status === 409);
    if (answer?.body.paymentUrl) await this.pay(answer.body);
  }

  private async reaches(state: OrderState): Promise<boolean> {
    const show = () =>
      this.system.request('GET', `/v1/orders/${this.orderId}`, {
        shop: this.plan.shop,
        api: this.someApi(),
        headers: { Prefer: 'wait=2' },
      });
    return (await this.insist(show, ({ body }) => body.state === state)) !== undefined;
  }

  private async arm(fault: Fault, match: Record<string, string>): Promise<void> {
    const { id } = await this.insist(() => this.system.control('POST', 'faults', { ...fault, match }));
    this.ownFaults.push(id);
  }

  private someApi(): number {
    return Math.floor(Math.random() * this.system.apis.length);
  }

  /** Tries until there is an answer that will do; undefined when patience is at its end. */
  private async insist<T>(
    attempt: () => Promise<T>,
    isDone: (answer: T) => boolean = () => true,
    patienceMs = PATIENCE_MS,
  ): Promise<T> {
    const endMs = performance.now() + patienceMs;
    for (;;) {
      const answer = await attempt().catch(() => undefined);
      if (answer !== undefined && isDone(answer)) return answer;
      if (performance.now() > endMs) return undefined as T;
      await sleep(AGAIN_MS);
    }
  }
}

/** Held and charged, in the bank's ledger. */
const PAID = [1, 2];
/** So long a payer is kept on the waiting page while the bank shows an earlier attempt. */
const KEPT_SECONDS = 15;

/** The bank says for longer than that, or for ever, what is not so. */
const hidesPayments = ({ registered = [] }: Trouble): boolean =>
  registered.some(
    ({ endpoint, fault, seconds }) =>
      endpoint === STATUS && !(fault === 'late' && Number(seconds) < KEPT_SECONDS),
  );

const isNoFault = ({ status }: Answer): boolean => status < 500;
