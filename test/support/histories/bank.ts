import type { GatewayClient, Outcome, RegisterAnswer, StatusAnswer } from '@app/gateway';
import { lockedFacts, anAnswer } from '../../../libs/reconciliation/src/judging/locked-facts.fixture.js';

/** What the bank does in one step of a history, as texts. */
export type Says = Readonly<{
  /** To a question: an answer as `anAnswer` reads it, or `silent`, `busy`, `code:7`: none that could be used. */
  says: string;
  /** To register.do: `page`, `foreign page`, `silent`, `unreachable`, or a code such as `code:5`. */
  registers: string;
}>;

/** A call that is on its way: about which of our numbers, and how to let its answer come. */
export type Held = Readonly<{ gatewayOrderNumber: string; release: () => void }>;
/** An answer that somebody has heard, about which of our numbers. */
export type Heard = Readonly<{ gatewayOrderNumber: string; answer: StatusAnswer }>;

export const PAGE_HOST = 'bank.example';
/** The bank's id of what it has under our number. */
export const idAtBank = (gatewayOrderNumber: string): string => `b-${gatewayOrderNumber}`;

/** A bank that says whatever it is told to, to whoever asks, at once or later. */
export class Bank implements Pick<GatewayClient, 'askStatus' | 'register' | 'decline'> {
  says: Says = { says: 'open', registers: 'page' };
  readonly heard: Heard[] = [];
  private readonly sentAt = new Map<string, Date>();
  private holdNext: ((held: Held) => void) | null = null;

  constructor(private readonly now: () => Date) {}

  /** For what was sent before the history began. */
  knows(gatewayOrderNumber: string, sentAt: Date): void {
    this.sentAt.set(gatewayOrderNumber, sentAt);
  }

  /** The first call of `work` hangs; `held` is null where it is over without one. */
  async holding(work: () => Promise<void>): Promise<{ held: Held | null; done: Promise<void> }> {
    const reached = new Promise<Held>((resolve) => {
      this.holdNext = resolve;
    });
    const done = work();
    const held = await Promise.race([reached, done.then(() => null)]);
    this.holdNext = null;
    return { held, done };
  }

  async askStatus(...[, by]: Parameters<GatewayClient['askStatus']>): Promise<Outcome<StatusAnswer>> {
    const number = 'gatewayOrderId' in by ? by.gatewayOrderId.slice(2) : by.gatewayOrderNumber;
    // As it is when it is asked, however late that is heard.
    const outcome = this.answerOf(number);
    await this.pass(number);
    if (outcome.kind === 'answered') this.heard.push({ gatewayOrderNumber: number, answer: outcome.answer });
    return outcome;
  }

  async register(...[, sent]: Parameters<GatewayClient['register']>): Promise<Outcome<RegisterAnswer>> {
    const { gatewayOrderNumber: number } = sent;
    if (!this.sentAt.has(number)) this.sentAt.set(number, this.now());
    const { registers } = this.says;
    await this.pass(number);
    const host = registers === 'foreign page' ? 'stranger.example' : PAGE_HOST;
    if (registers.endsWith('page'))
      return {
        kind: 'answered',
        answer: { gatewayOrderId: idAtBank(number), formUrl: `https://${host}/${number}` },
      };
    return noAnswer(registers);
  }

  async decline(): ReturnType<GatewayClient['decline']> {
    return noAnswer('silent');
  }

  private answerOf(gatewayOrderNumber: string): Outcome<StatusAnswer> {
    const { says } = this.says;
    if (NO_ANSWER.test(says)) return noAnswer(says);
    const sentAt = this.sentAt.get(gatewayOrderNumber)!;
    const registration = { ...KNOWN.registration, gatewayOrderNumber, sentAt };
    const answer = anAnswer(says, { ...KNOWN, registration });
    return { kind: 'answered', answer: { ...answer, gatewayOrderId: idAtBank(gatewayOrderNumber) } };
  }

  private async pass(gatewayOrderNumber: string): Promise<void> {
    const hold = this.holdNext;
    if (!hold) return;
    this.holdNext = null;
    await new Promise<void>((release) => hold({ gatewayOrderNumber, release }));
  }
}

/** Every registration of a history is of the same amount. */
const KNOWN = lockedFacts('registered');
const NO_ANSWER = /^(silent|busy|unreachable|code:\d+)$/;

function noAnswer(words: string): Exclude<Outcome<never>, { kind: 'answered' }> {
  if (words.startsWith('code:')) return { kind: 'refused', code: Number(words.slice(5)), message: words };
  if (words === 'silent') return { kind: 'silent', reason: 'time-out' };
  return { kind: 'unreachable', reason: words, ...(words === 'busy' && { retryAfterMs: 60_000 }) };
}
