import { randomUUID } from 'node:crypto';
import type { Merchant } from '@app/config';
import { CURRENCIES, type Money } from '@app/kernel';
import { crashPoint } from '@app/process';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Agent } from 'undici';
import type { CallKind } from './breaker.js';
import { newAgent, postForm } from './gateway-fetch.js';
import type { GatewayGuard } from './gateway-guard.js';
import type { Priority } from './limiter.js';
import type { Outcome } from './outcome.js';
import { membersOf } from './wire/fields.js';
import { readRegisterAnswer, type RegisterAnswer } from './wire/register-answer.js';
import { resultOf } from './wire/result-code.js';
import { readStatusAnswer, type StatusAnswer } from './wire/status-answer.js';

/** gateway.md §3: no such order. An answer like any other to a question, not a refusal. */
const NOT_FOUND = 6;
const QUESTION = 'getOrderStatusExtended.do';

export type NewRegistration = Readonly<{
  gatewayOrderNumber: string;
  money: Money;
  /** `hold` registers for two stages: the payment is only authorized (gateway.md §2, registerPreAuth.do). */
  mode: 'charge' | 'hold';
  returnUrl: string;
  /** Where the bank is to send a payer who has failed. */
  failUrl: string;
  /** Where the bank is to send the callbacks of this order; null: wherever its portal says. */
  callbackUrl: string | null;
  lifetimeSeconds: number;
  language: 'kk' | 'ru' | 'en';
  description: string | null;
  email: string | null;
  /** Where the bank's page leads a payer who leaves it. */
  backToShopUrl: string;
  /** Comes back as merchantOrderParams; tells our own orders from a stranger's. */
  echo: Readonly<Record<string, string>>;
}>;

/** Calls of the gateway, as the merchant's API user. Knows HTTP and the wire; decides nothing. */
@Injectable()
export class GatewayClient implements OnApplicationShutdown {
  /** By merchant: calls about one that take their time keep no connection from those about another at the same bank. */
  private readonly agents = new Map<string, Agent>();

  constructor(
    private readonly guard: Pick<GatewayGuard, 'pass' | 'end'>,
    private readonly timeoutMs: number,
  ) {}

  /** register.do or registerPreAuth.do (gateway.md §2). Call it only after the intent has been committed. */
  async register(merchant: Merchant, order: NewRegistration): Promise<Outcome<RegisterAnswer>> {
    const method = order.mode === 'hold' ? 'registerPreAuth.do' : 'register.do';
    const outcome = await this.call(merchant, method, {
      orderNumber: order.gatewayOrderNumber,
      amount: order.money.minor.toString(),
      currency: CURRENCIES[order.money.currency].number,
      returnUrl: order.returnUrl,
      failUrl: order.failUrl,
      sessionTimeoutSecs: String(order.lifetimeSeconds),
      language: languageCode(merchant, order.language),
      jsonParams: JSON.stringify({ ...order.echo, backToShopUrl: order.backToShopUrl }),
      ...(order.callbackUrl && { dynamicCallbackUrl: order.callbackUrl }),
      ...(order.description && { description: order.description }),
      ...(order.email && { email: order.email }),
    });
    if (outcome.kind !== 'answered') return outcome;
    const answer = readRegisterAnswer(membersOf(outcome.answer));
    return answer
      ? { kind: 'answered', answer }
      : { kind: 'silent', reason: 'registered without orderId or formUrl' };
  }

  /** getOrderStatusExtended.do (gateway.md §3): reads only, safe to repeat. */
  async askStatus(
    merchant: Merchant,
    by: Readonly<{ gatewayOrderId: string } | { gatewayOrderNumber: string }>,
    { timeoutMs, priority = 'payer' }: Readonly<{ timeoutMs?: number; priority?: Priority }> = {},
  ): Promise<Outcome<StatusAnswer>> {
    const id: Fields =
      'gatewayOrderId' in by ? { orderId: by.gatewayOrderId } : { orderNumber: by.gatewayOrderNumber };
    const outcome = await this.call(merchant, QUESTION, id, {
      kind: 'question',
      priority,
      answers: [NOT_FOUND],
      ...(timeoutMs !== undefined && { timeoutMs }),
    });
    if (outcome.kind !== 'answered') return outcome;
    const body = membersOf(outcome.answer);
    const absent = resultOf(body).code === NOT_FOUND;
    return { kind: 'answered', answer: readStatusAnswer(body, { absent, timeZone: merchant.timeZone }) };
  }

  /** decline.do closes an unpaid order (gateway.md §5); the platform wants both ids. */
  async decline(
    merchant: Merchant,
    order: Readonly<{ gatewayOrderId: string; gatewayOrderNumber: string }>,
  ): Promise<Outcome<object>> {
    return this.call(merchant, 'decline.do', {
      orderId: order.gatewayOrderId,
      orderNumber: order.gatewayOrderNumber,
    });
  }

  async onApplicationShutdown(): Promise<void> {
    this.guard.end();
    await Promise.all(Array.from(this.agents.values(), (agent) => agent.close()));
  }

  private async call(
    merchant: Merchant,
    method: string,
    parameters: Fields,
    { kind, priority, timeoutMs = this.timeoutMs, answers = [] }: CallOptions = {
      kind: 'action',
      priority: 'payer',
    },
  ): Promise<Outcome<object>> {
    return this.guard.pass(merchant, {
      kind,
      priority,
      send: () => this.post(merchant, method, parameters, { timeoutMs, answers }),
      probeLogin: () => this.probeLogin(merchant, timeoutMs),
    });
  }

  /** By the bank's kind of id: the name of our number differs with the platform's age, and not every login may use it. */
  private async probeLogin(merchant: Merchant, timeoutMs: number): Promise<Outcome<object>> {
    crashPoint('confirm.before-call');
    const options = { timeoutMs, answers: [NOT_FOUND] };
    const outcome = await this.post(merchant, QUESTION, { orderId: randomUUID() }, options);
    crashPoint('confirm.after-call');
    return outcome;
  }

  private async post(
    merchant: Merchant,
    method: string,
    parameters: Fields,
    { timeoutMs, answers }: Required<PostOptions>,
  ): Promise<Outcome<object>> {
    const form = new URLSearchParams({
      userName: merchant.login,
      password: merchant.password,
      ...parameters,
    });
    const url = new URL(method, merchant.baseUrl).href;
    const outcome = await postForm(this.agentOf(merchant), url, form, timeoutMs);
    return outcome.kind === 'answered' ? readResult(outcome, answers) : outcome;
  }

  private agentOf({ id }: Merchant): Agent {
    const known = this.agents.get(id);
    if (known) return known;
    const agent = newAgent();
    this.agents.set(id, agent);
    return agent;
  }
}

type Fields = Readonly<Record<string, string>>;
type PostOptions = Readonly<{ timeoutMs?: number; answers?: readonly number[] }>;
type CallOptions = PostOptions & Readonly<{ kind: CallKind; priority: Priority }>;

/** errorCode 0, or one that is an answer to this call, is no refusal (gateway.md §1). */
function readResult(
  outcome: Outcome<object> & { kind: 'answered' },
  answers: readonly number[],
): Outcome<object> {
  const { code, message } = resultOf(membersOf(outcome.answer));
  if (code === null) return { kind: 'silent', reason: 'errorCode is not a number', unreadable: true };
  return code === 0 || answers.includes(code) ? outcome : { kind: 'refused', code, message };
}

/** Whether the gateway calls Kazakh `kk` or `kz` is unconfirmed (gateway.md §1), so the merchant's settings say. */
function languageCode(merchant: Merchant, language: NewRegistration['language']): string {
  return language === 'kk' ? merchant.kazakhLanguageCode : language;
}
