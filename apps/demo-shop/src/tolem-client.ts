import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { ShopSettings, type ShopChoice } from './settings.js';
import type { Language } from './texts/texts.js';

/** A payer waits for this answer. Whoever gets none asks again: the same order, never a second one. */
const TIMEOUT_MS = 10_000;

const TAKEN = z.object({ id: z.uuid(), paymentUrl: z.url({ protocol: /^https?$/ }).optional() });
const PROBLEM = z.object({ title: z.string(), detail: z.string().default(''), retry: z.string().optional() });

export type OrderFacts = Readonly<{
  orderNumber: string;
  amount: number;
  currency: 'KZT';
  successUrl: string;
  failUrl: string;
  description: string;
  language: Language;
}>;

export type TolemAnswer =
  | Readonly<{ kind: 'taken'; orderId: string; paymentUrl: string | null }>
  /** Tolem said no, or said that it cannot; `forGood` if the same words will never be taken. */
  | Readonly<{ kind: 'refused'; title: string; detail: string; forGood: boolean }>
  /** No usable answer: the order may be there or not, and asking again tells. */
  | Readonly<{ kind: 'unsure' }>;

/** An answer, and as people see it what came over the wire. */
export type Told = Readonly<{ answer: TolemAnswer; evidence: string }>;

export type Call = Readonly<{ path: string; body?: OrderFacts }>;

export const newOrder = (facts: OrderFacts): Call => ({ path: '/v1/orders', body: facts });

/** For a payment page again: the one that is live, or a new one after decline or expiry. */
export const newPage = (tolemOrderId: string): Call => ({
  path: `/v1/orders/${tolemOrderId}/registrations`,
});

/** The two calls this shop makes to Tolem. */
@Injectable()
export class TolemClient {
  constructor(private readonly settings: ShopSettings) {}

  async post(shop: ShopChoice, { path, body: facts }: Call): Promise<Told> {
    try {
      const response = await fetch(new URL(path, this.settings.tolemUrl), {
        method: 'POST',
        headers: {
          authorization: `Bearer ${this.settings.apiKeys[shop]}`,
          ...(facts && { 'content-type': 'application/json' }),
        },
        ...(facts && { body: JSON.stringify(facts) }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
        redirect: 'error',
      });
      const body: unknown = await response.json();
      return { answer: understand(response.ok, body), evidence: `${response.status}\n\n${json(body)}` };
    } catch (error) {
      return { answer: { kind: 'unsure' }, evidence: error instanceof Error ? error.name : 'Error' };
    }
  }

  /** The request as people see it: without the key. */
  evidenceOf({ path, body }: Call): string {
    const head = [
      `POST ${new URL(path, this.settings.tolemUrl).href}`,
      'authorization: Bearer …',
      ...(body ? ['content-type: application/json'] : []),
    ].join('\n');
    return body ? `${head}\n\n${json(body)}` : head;
  }
}

const json = (value: unknown): string => JSON.stringify(value, null, 2);

/** What an answer of Tolem means to this shop. */
export function understand(ok: boolean, body: unknown): TolemAnswer {
  if (ok) {
    const taken = TAKEN.safeParse(body);
    if (!taken.success) return { kind: 'unsure' };
    return { kind: 'taken', orderId: taken.data.id, paymentUrl: taken.data.paymentUrl ?? null };
  }
  const problem = PROBLEM.safeParse(body);
  if (!problem.success) return { kind: 'unsure' };
  const { title, detail, retry } = problem.data;
  return { kind: 'refused', title, detail, forGood: retry === 'never' };
}
