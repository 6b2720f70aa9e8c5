import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Call, CallFacts } from '../wire/call.js';
import { ReadCallFacts } from './call-facts.js';
import { CallLog, type LoggedCall } from './call-log.js';
import { BankClock } from '../bank/clock.js';
import { distort, type Scene } from '../faults/distort-answer.js';
import { EarlierAnswers } from '../faults/earlier-answers.js';
import { poisoned, type PoisonName } from '../faults/poisons.js';
import { FaultRegister, type OrderedFault } from '../faults/fault-register.js';
import { isDistortion } from '../faults/faults.js';
import type { BankAnswer, FormFields } from '../wire/form-fields.js';
import { NoteRedirect } from './note-redirect.js';
import { NoteStatusTold } from './note-status-told.js';
import { PayablePages } from './payable-pages.js';
import { AnswerLanguage } from './answer-language.js';

type Sent = Readonly<{ status: number; type: string; body: string; answer?: BankAnswer }>;
/** How an answer is written; JSON unless said otherwise. */
export type Present = (answer: BankAnswer) => Sent;

/** What is sent in the answer's place, or nothing at all. */
type Misbehaviour = Sent | 'nothing';

/**
 * Every call to the bank goes through here: counted, hit by the faults ordered for it, answered, and noted as
 * delivered only when the whole answer was written to a client that was still there.
 */
@Injectable()
export class AnswerCall {
  private readonly logger = new Logger('Bank');

  constructor(
    private readonly readFacts: ReadCallFacts,
    private readonly log: CallLog,
    private readonly faults: FaultRegister,
    private readonly pages: PayablePages,
    private readonly redirects: NoteRedirect,
    private readonly statusTold: NoteStatusTold,
    private readonly clock: BankClock,
    private readonly earlier: EarlierAnswers,
    private readonly language: AnswerLanguage,
  ) {}

  async execute(call: Call, work: () => BankAnswer, present: Present = json): Promise<void> {
    const facts = this.readFacts.execute(call);
    const logged = this.log.open(facts, call.fields);
    const closed = happens(call.reply.raw, 'close');
    const fault = this.take(facts, 'before', logged);
    const before = fault && (await misbehave(fault, facts, call.reply, closed));
    const sent = before ?? (await this.doAndMeet(call, work, present, logged, closed));
    if (sent === 'nothing') return;
    logged.answer = sent.answer ?? logged.answer;
    const whole = await send(call.reply, sent, closed);
    if (whole && sent.answer) this.wasDelivered(logged, call.fields, sent.answer);
    this.logger.log({ ...summary(logged) });
  }

  private async doAndMeet(
    call: Call,
    work: () => BankAnswer,
    present: Present,
    logged: LoggedCall,
    closed: Promise<unknown>,
  ): Promise<Misbehaviour> {
    const answer = this.language.speak(work(), call.fields);
    logged.answer = answer;
    // Only now is there an order that a fault of the kind "after" can be matched with.
    const facts = this.readFacts.execute(call, answer);
    logged.orderId = facts.orderId ?? null;
    const fault = this.take(facts, 'after', logged);
    if (!fault) return present(answer);
    if (isDistortion(fault.order)) return present(distort(fault.order, answer, this.sceneOf(facts, call)));
    if (fault.order.fault === 'cutBody') return cutBody(call.reply, present(answer));
    // The poison itself is kept nowhere: not in the log of calls, and not in the journal.
    if (fault.order.fault === 'poison')
      return { ...json(answer), body: poisoned(answer, fault.order.variant as PoisonName) };
    return (await misbehave(fault, facts, call.reply, closed)) ?? present(answer);
  }

  private sceneOf({ orderId = '' }: CallFacts, { fields }: Call): Scene {
    const earlier: Scene['earlier'] = (when) => {
      const answer = this.earlier.find(orderId, when);
      return answer && this.language.speak(answer, fields);
    };
    return { now: this.clock.now(), skewMs: this.clock.skewMs, earlier };
  }

  private take(facts: CallFacts, when: 'before' | 'after', logged: LoggedCall): OrderedFault | undefined {
    const fault = this.faults.take(facts, when);
    if (fault) logged.faults.push(fault.id);
    return fault;
  }

  private wasDelivered(logged: LoggedCall, request: FormFields, answer: BankAnswer): void {
    logged.delivered = true;
    if (answer.formUrl !== undefined) this.pages.delivered(String(answer.orderId));
    const { orderId, endpoint } = logged;
    if (orderId === null) return;
    this.redirects.sent(orderId, answer);
    if (endpoint === 'getOrderStatusExtended.do')
      this.statusTold.execute({ orderId, at: Date.parse(logged.at), request, answer });
  }
}

/** Undefined: it has let go, and all goes on as if nothing had been. */
async function misbehave(
  fault: OrderedFault,
  facts: CallFacts,
  reply: FastifyReply,
  closed: Promise<unknown>,
): Promise<Misbehaviour | undefined> {
  switch (fault.order.fault) {
    case 'hold':
      await fault.wait();
      return undefined;
    case 'slow':
      await sleep(fault.order.delayMs, undefined, { ref: false });
      return undefined;
    case 'silence':
      reply.hijack();
      await fault.wait(closed);
      reply.raw.destroy();
      return 'nothing';
    case 'cut':
      reply.hijack();
      reply.raw.destroy();
      return 'nothing';
    case 'http500':
      return page(500, 'Internal Server Error');
    case 'http429':
      return page(429, 'Too Many Requests');
    case 'html':
      return page(200, 'The site is being maintained');
    case 'refuse':
      return json(refusal(fault.order.errorCode ?? '7', facts));
    default:
      // Faults of callbacks hit no call.
      return undefined;
  }
}

const json: Present = (answer) => ({
  status: 200,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(answer),
  answer,
});

/** The client is promised all of it and gets half. */
function cutBody(reply: FastifyReply, { status, type, body }: Sent): 'nothing' {
  const whole = Buffer.from(body);
  reply.hijack();
  reply.raw.writeHead(status, { 'content-type': type, 'content-length': whole.length });
  reply.raw.write(whole.subarray(0, whole.length / 2), () => reply.raw.destroy());
  return 'nothing';
}

const page = (status: number, text: string): Sent => ({
  status,
  type: 'text/html; charset=utf-8',
  body: `<!doctype html><title>${text}</title><h1>${text}</h1>`,
});

/** The payment page reads codes as numbers; every other call writes them as text. */
function refusal(code: string, { endpoint }: CallFacts): BankAnswer {
  const errorCode = endpoint === 'processform.do' ? Number(code) : code;
  return { errorCode, errorMessage: 'Refused by a fault' };
}

/** True when every byte was written and the client had not gone. */
async function send(reply: FastifyReply, sent: Sent, closed: Promise<unknown>): Promise<boolean> {
  const { socket } = reply.request.raw;
  if (socket.destroyed) {
    reply.hijack();
    return false;
  }
  const finished = happens(reply.raw, 'finish').then(() => !socket.destroyed);
  void reply.code(sent.status).type(sent.type).send(sent.body);
  return Promise.race([finished, closed.then(() => false)]);
}

/** Not `once` of node:events: that one rejects on an error of the connection, and nobody may be listening. */
const happens = (response: FastifyReply['raw'], event: 'close' | 'finish') =>
  new Promise<void>((resolve) => response.once(event, () => resolve()));

function summary(call: LoggedCall) {
  const { endpoint, orderNumber, orderId, delivered } = call;
  return { msg: endpoint, orderNumber, orderId, errorCode: call.answer?.errorCode ?? null, delivered };
}
