import { type Merchant, TolemConfig } from '@app/config';
import { GatewayClient, isAllowedPaymentPage, type Outcome, type RegisterAnswer } from '@app/gateway';
import { readWebAddress } from '@app/config';
import { crashPoint } from '@app/process';
import { Injectable, Logger } from '@nestjs/common';
import { MerchantConditions } from '../cases/merchant-conditions.js';
import { CALL_SLACK_MS, newRegistration } from '../order/new-registration.js';
import { RecentCallbacks } from '../callbacks/recent-callbacks.js';
import { explainRefusal, isRefusedForGood, REFUSALS } from './refusals.js';
import type { Order, Registration, RegistrationState } from '../order/rows.js';
import {
  applied,
  CASE_REASONS,
  ignored,
  type LockedFacts,
  type NextPoll,
  rejection,
  type Ruling,
} from '../ruling/ruling.js';
import { TELL_OF_NO_PAGE } from './show-page.js';
import { WriteRulings, type Written } from '../writing/write-rulings.js';

/** The first look at a page that has just been registered (the quiet series begins after half a minute). */
const FIRST_LOOK_MS = 30_000;
/** The same where the bank tells this merchant by itself. */
const FIRST_LOOK_WITH_CALLBACKS_MS = 300_000;
/** How soon after the end of its lifetime a page is looked at, at the latest. */
const OVERTIME_MS = 60_000;
/** Kept free of the caller's time for writing what came of it. */
const SPARE_MS = 5_000;
const MAX_COLLISIONS = 3;

export type Send = Readonly<{
  order: Order;
  registration: Registration;
  /** What the row must still be when the answer is written: nobody else may have taken it over. */
  expected: RegistrationState;
  cause: string;
  /** When to look again if the outcome is unsure. */
  lookIfUnsure: NextPoll;
}>;

/** The call of whoever has just committed the registration; if its outcome is unsure, recovery looks at once. */
export const firstSend = (order: Order, registration: Registration, cause = 'shop'): Send => ({
  order,
  registration,
  expected: 'sending',
  cause,
  lookIfUnsure: { phase: 'recovering', step: 0, anchoredAt: registration.sentAt, afterMs: 0 },
});

/** Registers a committed registration at the gateway and writes down what came of it. Never throws for what the gateway does. */
@Injectable()
export class SendRegistration {
  private readonly logger = new Logger(SendRegistration.name);

  constructor(
    private readonly config: TolemConfig,
    private readonly gateway: GatewayClient,
    private readonly write: WriteRulings,
    private readonly recentCallbacks: RecentCallbacks,
    private readonly conditions: MerchantConditions,
  ) {}

  async execute(send: Send, collisions = 0): Promise<Written> {
    const merchant = this.config.mustFindMerchant(send.registration.merchantId);
    const startedAtMs = performance.now();
    const outcome = await this.register(merchant, send);
    crashPoint('send.after-call');
    const ruling = await this.judge(merchant, send, outcome, { collisions, startedAtMs });
    const [written] = await this.write.execute([
      { registration: send.registration, cause: send.cause, judge: guarded(send, ruling) },
    ]);
    if (outcome.kind === 'answered') await this.noteHost(merchant, outcome.answer, send.cause);
    if (written!.result !== 'applied' || !written!.ruling.successor) return written!;
    // The number was somebody else's: the fresh one is committed already.
    const successor = written!.ruling.successor;
    return this.execute({ ...send, registration: successor, expected: 'sending' }, collisions + 1);
  }

  private async register(
    merchant: Merchant,
    { order, registration }: Send,
  ): Promise<Outcome<RegisterAnswer>> {
    const publicUrl = (path: string) => new URL(path, this.config.environment.PUBLIC_URL).href;
    const returnUrl = publicUrl(`/pay/return/${registration.returnToken}`);
    return this.gateway.register(merchant, {
      gatewayOrderNumber: registration.gatewayOrderNumber,
      money: { minor: registration.amountMinor, currency: registration.currency },
      mode: registration.mode,
      returnUrl,
      failUrl: publicUrl(`/pay/fail/${registration.returnToken}`),
      callbackUrl: merchant.dynamicCallbackUrl ? publicUrl(`/pay/callback/${merchant.id}`) : null,
      lifetimeSeconds: registration.lifetimeSeconds,
      language: order.language,
      description: order.description,
      email: order.payerEmail,
      backToShopUrl: backToShopUrl(order, returnUrl),
      echo: { tolemOrder: order.id, tolemRegistration: registration.id },
    });
  }

  /** The bank may have moved its pages to another host: that is the merchant's trouble, and one case. */
  private async noteHost(merchant: Merchant, { formUrl }: RegisterAnswer, cause: string): Promise<void> {
    const address = readWebAddress(formUrl);
    const host = 'fault' in address ? 'none' : address.url.host;
    const finding = { reason: 'unknown_page_host', detail: { host } } as const;
    try {
      if (isAllowedPaymentPage(formUrl, merchant))
        await this.conditions.end(merchant.id, 'unknown_page_host', cause);
      else await this.conditions.hold(merchant.id, finding, cause);
    } catch (error) {
      // The order is registered: that a case was not written is nothing that its shop should be told.
      this.logger.error({ merchantId: merchant.id, err: error }, 'The host of a page was not noted');
    }
  }

  private async firstLookMs({ merchantId, lifetimeSeconds }: Registration): Promise<number> {
    if (!(await this.recentCallbacks.areArriving(merchantId))) return FIRST_LOOK_MS;
    return Math.min(FIRST_LOOK_WITH_CALLBACKS_MS, lifetimeSeconds * 1000 + OVERTIME_MS);
  }

  private async judge(
    merchant: Merchant,
    send: Send,
    outcome: Outcome<RegisterAnswer>,
    { collisions, startedAtMs }: { collisions: number; startedAtMs: number },
  ): Promise<(known: LockedFacts) => Ruling> {
    if (outcome.kind === 'unreachable') {
      // Kept back by ourselves: the gateway has had no say, so the series does not go on to its longer pauses.
      const afterMs = outcome.retryAfterMs ?? send.lookIfUnsure.afterMs;
      const lookIfUnsure = { ...send.lookIfUnsure, afterMs };
      return unsure({ ...send, lookIfUnsure }, { accounted: true });
    }
    if (outcome.kind === 'silent') return unsure(send, { accounted: false });
    if (outcome.kind === 'answered')
      return opened(merchant, outcome.answer, await this.firstLookMs(send.registration));
    if (outcome.code === REFUSALS.SYSTEM_ERROR) return unsure(send, { accounted: false });
    if (outcome.code === REFUSALS.NUMBER_TAKEN) return this.numberTaken(send, collisions);
    if (isRefusedForGood(outcome.code)) return refused(outcome.code);
    return this.tellValuesFromLogin(merchant, send, outcome.code, startedAtMs);
  }

  /**
   * Code 1: somebody else's number if every send of ours is accounted for, as counted under lock; otherwise the bank may
   * have our own order under it, and recovery looks.
   */
  private numberTaken(send: Send, collisions: number): (known: LockedFacts) => Ruling {
    return (known) => {
      const { order, registration, now } = known;
      if (registration.sendsUnaccounted > 1) return unsure(send, { accounted: true })(known);
      // Settled meanwhile by an older page: nobody needs another.
      if (collisions >= MAX_COLLISIONS || order.settledBy !== null)
        return refused(REFUSALS.NUMBER_TAKEN)(known);
      return applied({
        ...overForGood(registration),
        successor: newRegistration(order, {
          merchantId: registration.merchantId,
          attempt: registration.attempt + 1,
          now,
          callTimeoutMs: this.config.environment.GATEWAY_TIMEOUT_MS,
        }),
      });
    };
  }

  /**
   * Code 5 means a wrong value or a refused login, and any code nobody has named may mean either. A question by number
   * tells them apart: an expired password must not reject a morning's orders.
   */
  private async tellValuesFromLogin(
    merchant: Merchant,
    send: Send,
    code: number,
    startedAtMs: number,
  ): Promise<(known: LockedFacts) => Ruling> {
    const { gatewayOrderNumber } = send.registration;
    const spentMs = performance.now() - startedAtMs;
    const leftMs = this.config.environment.GATEWAY_TIMEOUT_MS + CALL_SLACK_MS - SPARE_MS - spentMs;
    crashPoint('tell-apart.before-call');
    const asked = await this.gateway.askStatus(
      merchant,
      { gatewayOrderNumber },
      { timeoutMs: Math.round(leftMs) },
    );
    crashPoint('tell-apart.after-call');
    if (asked.kind === 'answered' && asked.answer.status === 'absent') return refused(code);
    return unsure(send, { accounted: false });
  }
}

/** All of jsonParams has to fit into 1024 characters, and nothing in it may look like code (gateway.md §1, §2). */
const PLAIN_ADDRESS = /^[\w.~:/?#[\]@!$&()*+,;=%-]{1,800}$/;

/** Where the bank's page leads a payer who leaves it without paying. */
const backToShopUrl = ({ failUrl }: Order, returnUrl: string): string =>
  failUrl !== null && PLAIN_ADDRESS.test(failUrl) ? failUrl : returnUrl;

/** A late answer changes nothing: whoever took the registration over will find at the bank what this one has done. */
const guarded =
  (send: Send, judge: (known: LockedFacts) => Ruling) =>
  (known: LockedFacts): Ruling =>
    known.registration.state === send.expected ? judge(known) : ignored(known.registration);

function opened(merchant: Merchant, answer: RegisterAnswer, firstLookMs: number) {
  return ({ order, registration }: LockedFacts): Ruling => {
    const ids = { gatewayOrderId: answer.gatewayOrderId, sendsUnaccounted: 0, status: 'open' } as const;
    const quiet = { phase: 'quiet', step: 0, anchoredAt: registration.sentAt } as const;
    // Settled meanwhile by an older page: this one is shown to nobody and closed at the bank.
    if (order.settledBy !== null)
      return applied({
        registration: { ...ids, state: 'orphan' },
        nextPoll: { ...quiet, afterMs: 0 },
      });
    const nextPoll = { ...quiet, afterMs: firstLookMs };
    // Sent to a stranger's page a payer would give his card to a stranger. The bank has the order all the same.
    if (!isAllowedPaymentPage(answer.formUrl, merchant))
      return applied({ registration: { ...ids, state: 'open', withheldUrl: answer.formUrl }, nextPoll });
    return applied({
      moves: [{ to: 'registered' }],
      order: { expiresAt: registration.expiresAt },
      registration: { ...ids, state: 'open', formUrl: answer.formUrl },
      nextPoll,
      closesOnOrder: TELL_OF_NO_PAGE,
    });
  };
}

/** Another page may have brought the money meanwhile: who hears that the order was rejected would cancel what is paid. */
const refused =
  (code: number) =>
  ({ order, registration }: LockedFacts): Ruling =>
    applied({
      ...overForGood(registration),
      moves: order.settledBy === null ? [rejection(order, explainRefusal(code))] : [],
    });

/** Nobody looks at it again, so no case about it could end later. */
const overForGood = (
  registration: Registration,
): Pick<Ruling, 'registration' | 'nextPoll' | 'closesOnRegistration'> => ({
  // Whatever a stranger under our number was, it is nothing of this page.
  registration: { state: 'refused', sendsUnaccounted: 0, status: null },
  nextPoll: { ...registration, afterMs: null },
  closesOnRegistration: CASE_REASONS,
});

const unsure =
  (send: Send, { accounted }: { accounted: boolean }) =>
  ({ registration }: LockedFacts): Ruling =>
    applied({
      registration: {
        state: 'recovering',
        sendsUnaccounted: Math.max(0, registration.sendsUnaccounted - (accounted ? 1 : 0)),
      },
      nextPoll: send.lookIfUnsure,
    });
