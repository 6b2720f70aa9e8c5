import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { ShopSettings } from '../settings.js';

/** A payer's page waits for this. */
const TIMEOUT_MS = 2_000;

const ENTRY = z.looseObject({
  at: z.iso.datetime(),
  what: z.string(),
  /** Masked by the bank; here only its last four digits are shown. */
  card: z
    .string()
    .transform((card) => `…${card.slice(-4)}`)
    .optional(),
  outcome: z.string().optional(),
  request: z.record(z.string(), z.unknown()).optional(),
  answer: z.record(z.string(), z.unknown()).optional(),
});
const JOURNAL = z.object({ entries: z.array(ENTRY) });

export type BankEntry = z.output<typeof ENTRY>;

/** What can be seen of the bank from here. */
export type BankSight =
  | Readonly<{ kind: 'told'; entries: readonly BankEntry[] }>
  | Readonly<{ kind: 'unconfigured' | 'unreachable' }>;

/** The gateway simulator's own log (apps/gateway-simulator, /control/journal). No real bank shows it to anybody. */
@Injectable()
export class BankJournal {
  constructor(private readonly settings: ShopSettings) {}

  async read(gatewayOrderIds: readonly string[]): Promise<BankSight> {
    const { simulatorUrl } = this.settings;
    if (simulatorUrl === undefined) return { kind: 'unconfigured' };
    try {
      const entries = await Promise.all(gatewayOrderIds.map((id) => entriesOf(simulatorUrl, id)));
      return { kind: 'told', entries: entries.flat() };
    } catch {
      return { kind: 'unreachable' };
    }
  }
}

async function entriesOf(simulatorUrl: string, gatewayOrderId: string): Promise<BankEntry[]> {
  const url = new URL('/control/journal', simulatorUrl);
  url.searchParams.set('orderId', gatewayOrderId);
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'error' });
  return JOURNAL.parse(await response.json()).entries;
}
