import {
  BrokenCircuitError,
  circuitBreaker,
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  handleWhenResult,
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
type Send = () => Promise<Result>;
type Made = Readonly<{ kind: CallKind; result: Result }>;

/** A question changes nothing at the bank, so a refused one tells of the login and never of the values. */
export type CallKind = 'question' | 'action';

/**
 * Keeps calls from a gateway that is down, and from a login that is refused (a bank may lock it). While either holds, one call
 * in a while goes through to see whether it holds still; every other is answered at once, unsent.
 */
export class Breaker {
  private readonly outage: CircuitBreakerPolicy;
  private readonly login: CircuitBreakerPolicy;

  constructor(probeLoginAfterMs: number, onChange: (trouble: Trouble, holds: boolean, why: string) => void) {
    this.outage = circuitBreaker(
      handleWhenResult((result) => isOutage(result as Result)),
      { breaker: new ConsecutiveBreaker(FAILURES_IN_A_ROW), halfOpenAfter: PROBE_OUTAGE_AFTER_MS },
    );
    this.login = circuitBreaker(
      // A probe that finds the gateway away has learnt nothing of the login.
      handleWhenResult((made) => this.isDenied(made as Made)).orType(
        BrokenCircuitError,
        () => this.isProbing,
      ),
      { breaker: new ConsecutiveBreaker(1), halfOpenAfter: probeLoginAfterMs },
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
  async run(kind: CallKind, send: Send): Promise<Result | null> {
    // While a probe is on its way others do not wait for it: it may take as long as a time-out.
    if ([this.outage, this.login].some(({ state }) => state === CircuitState.HalfOpen)) return null;
    try {
      const made = await this.login.execute(async () => ({ kind, result: await this.outage.execute(send) }));
      return made.result;
    } catch (error) {
      if (isBrokenCircuitError(error)) return null;
      throw error;
    }
  }

  private get isProbing(): boolean {
    return this.login.state === CircuitState.HalfOpen;
  }

  /** Code 5 to an action may be about its values; a login that was refused a while ago has to be taken to be believed. */
  private isDenied({ kind, result }: Made): boolean {
    const denied = result.kind === 'refused' && result.code === ACCESS_DENIED;
    if (!this.isProbing) return denied && kind === 'question';
    return denied || result.kind === 'unreachable' || result.kind === 'silent';
  }
}

const isOutage = (result: Result): boolean =>
  result.kind === 'unreachable' || (result.kind === 'silent' && result.retryAfterMs === undefined);

function whyOf(reason: unknown): string {
  const { value } = reason as { value?: Result | Made };
  if (value && 'result' in value) return whyOf({ value: value.result });
  if (value?.kind === 'refused') return `errorCode ${value.code}`;
  return value?.kind === 'unreachable' || value?.kind === 'silent' ? value.reason : 'unknown';
}
