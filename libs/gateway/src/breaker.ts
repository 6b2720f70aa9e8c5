import {
  BrokenCircuitError,
  circuitBreaker,
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  handleWhenResult,
  type IBackoff,
  isBrokenCircuitError,
} from 'cockatiel';
import type { Outcome } from './outcome.js';

/** One call that hangs is that order's trouble; so many in a row, with no answer between, are the gateway's. */
const FAILURES_IN_A_ROW = 5;
/** One question a second is no burden to a gateway that is down, and whoever buys when it is back waits no longer. */
const PROBE_OUTAGE_AFTER_MS = 1_000;
const ACCESS_DENIED = 5;

/** What a merchant's calls suffer from as a whole; also the reason of the case. */
export const TROUBLES = ['gateway_unreachable', 'credentials_refused'] as const;
export type Trouble = (typeof TROUBLES)[number];

type Result = Outcome<object>;
export type Send = () => Promise<Result>;

/** A question changes nothing at the bank, so a refused one does not tell of wrong values. */
export type CallKind = 'question' | 'action';

export type Call = Readonly<{
  kind: CallKind;
  send: Send;
  /** A question about an order there is not. Refused with code 5, it can only be for the login. */
  probeLogin: Send;
}>;

/** What was told last, the caller's own outcome or that of a question about nobody's order, and what follows for the login. */
type Made = Readonly<{ result: Result; own: boolean; loginRefused: boolean }>;

/**
 * Keeps calls from a gateway that is down, and from a login that is refused (a bank may lock it). While either holds, one call
 * in a while goes through to see whether it holds still; every other is answered at once, unsent. One order that the bank
 * always refuses to speak of is no refused login: others are asked about as ever.
 */
export class Breaker {
  private readonly outage: CircuitBreakerPolicy;
  private readonly login: CircuitBreakerPolicy;
  /** One for all who are in the same doubt. */
  private doubt?: Promise<boolean>;
  private lastProbeDenied = false;

  constructor(probeLoginAfterMs: number, onChange: (trouble: Trouble, holds: boolean, why: string) => void) {
    this.outage = circuitBreaker(
      handleWhenResult((result) => isOutage(result as Result)),
      { breaker: new ConsecutiveBreaker(FAILURES_IN_A_ROW), halfOpenAfter: after(PROBE_OUTAGE_AFTER_MS) },
    );
    this.login = circuitBreaker(
      // A probe that finds the gateway away has learnt nothing of the login.
      handleWhenResult((made) => (made as Made).loginRefused).orType(
        BrokenCircuitError,
        () => this.login.state === CircuitState.HalfOpen,
      ),
      { breaker: new ConsecutiveBreaker(1), halfOpenAfter: after(probeLoginAfterMs) },
    );
    const watch = (policy: typeof this.outage, trouble: Trouble) => {
      policy.onBreak((reason) => onChange(trouble, true, whyOf(reason)));
      policy.onReset(() => onChange(trouble, false, ''));
    };
    watch(this.outage, 'gateway_unreachable');
    watch(this.login, 'credentials_refused');
  }

  /** False while calls are kept back, or are let through one by one to see. */
  get isClosed(): boolean {
    return this.outage.state === CircuitState.Closed && this.login.state === CircuitState.Closed;
  }

  /** The outcome of the call, or null if it was not made. */
  async run(call: Call): Promise<Result | null> {
    // While a probe is on its way others do not wait for it: it may take as long as a time-out.
    if ([this.outage, this.login].some(({ state }) => state === CircuitState.HalfOpen)) return null;
    try {
      const made = await this.login.execute(() =>
        this.login.state === CircuitState.Closed ? this.make(call) : this.probe(call),
      );
      return made.own ? made.result : null;
    } catch (error) {
      if (isBrokenCircuitError(error)) return null;
      throw error;
    }
  }

  /** Code 5 to an action may be about its values, and to a question about its order: the login is in doubt, not yet refused. */
  private async make({ kind, send, probeLogin }: Call): Promise<Made> {
    const result = await this.outage.execute(send);
    const doubtful = kind === 'question' && isDenied(result) && this.login.state === CircuitState.Closed;
    return { result, own: true, loginRefused: doubtful && (await this.isLoginRefused(probeLogin)) };
  }

  /** With no answer it is taken for refused: the bank's lock is worse than a minute's wait. */
  private isLoginRefused(probeLogin: Send): Promise<boolean> {
    this.doubt ??= probeLogin()
      .then((result) => !isTaken(result) && !isPutOff(result))
      .finally(() => (this.doubt = undefined));
    return this.doubt;
  }

  /**
   * A login that was refused a while ago has to be taken to be believed. The probe is whatever call comes; after one that was
   * denied, and may always be, a question about nobody's order goes before it.
   */
  private async probe({ kind, send, probeLogin }: Call): Promise<Made> {
    const asksAboutNobody = this.lastProbeDenied && kind === 'question';
    this.lastProbeDenied = false;
    if (asksAboutNobody) {
      const result = await this.outage.execute(probeLogin);
      if (!isTaken(result)) return { result, own: false, loginRefused: true };
    }
    const result = await this.outage.execute(send);
    this.lastProbeDenied = isDenied(result);
    return { result, own: true, loginRefused: !asksAboutNobody && !isTaken(result) };
  }
}

/**
 * The library holds a breaker open by the clock of the wall, which may jump: a step back of an hour would keep a merchant's calls back
 * for that hour. It is told "for ever" until the time has passed by a clock that does not jump, and "long over" from then on.
 */
const after = (milliseconds: number): { next: () => IBackoff<unknown> } => ({
  next: () => {
    const openedAtMs = performance.now();
    return {
      get duration() {
        return performance.now() - openedAtMs < milliseconds ? Infinity : -Infinity;
      },
      next: after(milliseconds).next,
    };
  },
});

const isDenied = (result: Result): boolean => result.kind === 'refused' && result.code === ACCESS_DENIED;

/** The bank has said something that it says to those alone whom it has let in. */
const isTaken = (result: Result): boolean =>
  result.kind === 'answered' || (result.kind === 'refused' && !isDenied(result));

/** By a gateway that is there and wants a pause, or by ourselves: nothing was learnt, and there is another time. */
const isPutOff = (result: Result): boolean =>
  (result.kind === 'unreachable' || result.kind === 'silent') && result.retryAfterMs !== undefined;

/** A gateway whose answer cannot be read is there: one order's answer is no reason to keep others waiting. */
const isOutage = (result: Result): boolean =>
  result.kind === 'unreachable' || (result.kind === 'silent' && !isPutOff(result) && !result.unreadable);

function whyOf(reason: unknown): string {
  const { value } = reason as { value?: Result | Made };
  if (value && 'result' in value) return whyOf({ value: value.result });
  if (value?.kind === 'refused') return `errorCode ${value.code}`;
  return value?.kind === 'unreachable' || value?.kind === 'silent' ? value.reason : 'unknown';
}
