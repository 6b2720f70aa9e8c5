import type { CaseReason, OrderState } from '@app/orders';
import type { ShopName } from '../support/system.js';

/** A fault as `/control` of the gateway simulator takes it (apps/gateway-simulator/README.md). */
export type Fault = Readonly<{
  endpoint: string;
  fault: string;
  when?: 'before' | 'after';
  times?: number;
  probability?: number;
  [detail: string]: unknown;
}>;

/** What a payer does with the page, once he has it. */
export type Payer =
  | 'pays'
  | 'pays with a phone'
  | 'pays after a refusal'
  | 'is refused'
  | 'is refused, and pays a new page'
  | 'pays after a question'
  | 'fails at a question'
  | 'vanishes at a question'
  | 'pays in two tabs'
  | 'never comes'
  | 'lets it expire, and pays a new page';

/** What people at the bank do by hand to an order that was paid: a call of `/control`, so long after the one before. */
export type CabinetAct = Readonly<{
  does: 'refunds' | 'reversals' | 'captures' | 'chargebacks' | 'callbacks';
  with?: Readonly<Record<string, unknown>>;
  /** Real time; the clock of the chaos run goes many times as fast. */
  afterMs?: number;
}>;

/** Where only a person can help: the case that stays open, and the state the order stays in. */
export type Remedy = Readonly<{ reason: CaseReason; state: OrderState }>;

/** One kind of misfortune, given to some orders. */
export type Trouble = Readonly<{
  name: string;
  /** About the shop's number, in force before the shop registers. */
  registering?: readonly Fault[];
  /** About the bank's id, in force once the shop has the page and before the payer has. */
  registered?: readonly Fault[];
  payer?: Payer;
  shop?: ShopName;
  mode?: 'charge' | 'hold';
  /** Whether the payer's browser comes back; it may or may not if this says nothing. */
  returns?: boolean;
  /** Once the payer is through. */
  cabinet?: readonly CabinetAct[];
  /** The same weeks later, when it is calm. */
  cabinetLater?: readonly CabinetAct[];
  remedy?: Remedy;
  /** The faults in force about the registered order end once it is in this state. */
  until?: OrderState;
  /** The shop is never told of a page. */
  pageless?: true;
}>;

export const STATUS = 'getOrderStatusExtended.do';
/** Until a person has seen to it, or all is calm. */
export const ALWAYS = 0;

/** Of both ways to register. */
export const either = (fault: Omit<Fault, 'endpoint'>): Fault[] =>
  ['register.do', 'registerPreAuth.do'].map((endpoint) => ({ ...fault, endpoint }) as Fault);

/** Of so many answers about an order. */
export const asked = (fault: string, times: number, more: object = {}): Fault => ({
  endpoint: STATUS,
  fault,
  times,
  ...more,
});

export const forAPerson = (
  reason: CaseReason,
  state: OrderState,
  faults: readonly Fault[],
  payer: Payer = 'pays',
): Trouble => ({
  name: `for a person: ${reason}, by ${faults.map(({ fault }) => fault).join(' and ')}`,
  registered: faults,
  remedy: { reason, state },
  payer,
});
