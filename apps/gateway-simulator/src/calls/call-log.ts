import { Injectable } from '@nestjs/common';
import { type CallFacts, type Endpoint, ENDPOINTS } from '../wire/call.js';
import { BankClock } from '../bank/clock.js';
import type { BankAnswer, FormFields } from '../wire/form-fields.js';

/** One call as it went. `answer` is what the bank had to say, `delivered` whether a client was there to read all of it. */
export type LoggedCall = {
  readonly seq: number;
  readonly at: string;
  readonly endpoint: Endpoint;
  readonly merchant: string | null;
  readonly orderNumber: string | null;
  orderId: string | null;
  readonly tolemOrder: string | null;
  readonly request: FormFields;
  faults: string[];
  answer: BankAnswer | null;
  delivered: boolean;
};

export type CallFilter = Readonly<{ since?: number; orderNumber?: string; merchant?: string }>;
type Counts = Record<Endpoint, number>;

const SECRETS = ['password', 'token', '$PAN', '$CVC'];
const KEPT = 10_000;

/** Who called what since the start: all are counted, the newest are kept. */
@Injectable()
export class CallLog {
  private readonly calls: LoggedCall[] = [];
  private readonly totals = new Map<string, Counts>();
  private last = 0;

  constructor(private readonly clock: BankClock) {}

  open(facts: CallFacts, fields: FormFields): LoggedCall {
    const request = Object.fromEntries(Object.entries(fields).filter(([name]) => !SECRETS.includes(name)));
    const { endpoint, merchant = null, orderNumber = null, orderId = null, tolemOrder = null } = facts;
    const about = { endpoint, merchant, orderNumber, orderId, tolemOrder };
    const at = new Date(this.clock.now()).toISOString();
    const call = { seq: ++this.last, at, ...about, request, faults: [], answer: null, delivered: false };
    this.keep(call);
    return call;
  }

  /** Counts are of all calls ever, or with `since` or `merchant` of the calls still kept that match. */
  read(filter: CallFilter): { last: number; counts: Counts; calls: readonly LoggedCall[] } {
    const calls = this.calls.filter((call) => matches(call, filter));
    const counted = filter.since !== undefined || filter.merchant !== undefined;
    const counts = counted ? countOf(calls) : (this.totals.get(filter.orderNumber ?? '') ?? countOf([]));
    return { last: this.last, counts, calls };
  }

  private keep(call: LoggedCall): void {
    this.calls.push(call);
    if (this.calls.length > KEPT) this.calls.shift();
    // The empty name stands for all numbers.
    for (const name of new Set(['', call.orderNumber ?? ''])) {
      const counts = this.totals.get(name) ?? countOf([]);
      this.totals.set(name, { ...counts, [call.endpoint]: counts[call.endpoint] + 1 });
    }
  }
}

function matches(call: LoggedCall, { since, orderNumber, merchant }: CallFilter): boolean {
  return (
    call.seq > (since ?? 0) &&
    (orderNumber === undefined || call.orderNumber === orderNumber) &&
    (merchant === undefined || call.merchant === merchant)
  );
}

function countOf(calls: readonly LoggedCall[]): Counts {
  const count = (endpoint: Endpoint) => calls.filter((call) => call.endpoint === endpoint).length;
  return Object.fromEntries(ENDPOINTS.map((endpoint) => [endpoint, count(endpoint)])) as Counts;
}
