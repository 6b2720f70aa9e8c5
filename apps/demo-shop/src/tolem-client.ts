import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { ShopSettings, type ShopChoice } from './settings.js';

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
  language: 'en';
}>;

export type TolemAnswer =
  | Readonly<{ kind: 'taken'; orderId: string; paymentUrl: string | null }>
  /** Tolem said no, or said that it cannot; `forGood` if the same words will never be taken. */
  | Readonly<{ kind: 'refused'; title: string; detail: string; forGood: boolean }>
  /** No usable answer: the order may be there or not, and asking again tells. */
  | Readonly<{ kind: 'unsure' }>;

/** The one call this shop makes to Tolem. */
@Injectable()
export class TolemClient {
  constructor(private readonly settings: ShopSettings) {}

  async postOrder(shop: ShopChoice, facts: OrderFacts): Promise<TolemAnswer> {
    try {
      const response = await fetch(new URL('/v1/orders', this.settings.tolemUrl), {
        method: 'POST',
        headers: {
          authorization: `Bearer ${this.settings.apiKeys[shop]}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify(facts),
        signal: AbortSignal.timeout(TIMEOUT_MS),
        redirect: 'error',
      });
      return understand(response.ok, await response.json());
    } catch {
      return { kind: 'unsure' };
    }
  }
}

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
