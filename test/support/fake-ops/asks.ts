import type { Stuck } from './stuck.js';
import type { StuckRow } from './stuck-rows.js';

type What = Readonly<{ ids?: string[]; filter?: Readonly<Record<string, string | string[] | undefined>> }>;

/** How many are looked at between two questions for the progress. */
const AT_A_TIME = 60;

export class Asks {
  private readonly running = new Map<
    string,
    { rows: StuckRow[]; asked: number; settled: number; at: string }
  >();

  constructor(private readonly stuck: Stuck) {}

  plan(what: What) {
    const matching = this.find(what);
    const asked = matching.filter(({ registrationId }) => registrationId !== null);
    const merchants = [...new Set(asked.map(({ merchantId }) => merchantId))].map((merchantId) => {
      const registrations = asked.filter((row) => row.merchantId === merchantId).length;
      const callsPerSecond = merchantId === 'main' ? 20 : null;
      const seconds = callsPerSecond && Math.ceil(registrations / (callsPerSecond * 0.8));
      return { merchantId, registrations, callsPerSecond, seconds };
    });
    return { matching: matching.length, orders: asked.length, registrations: asked.length, merchants };
  }

  begin(what: What) {
    const rows = this.find(what).filter(({ registrationId }) => registrationId !== null);
    const id = `ask-${this.running.size + 1}`;
    this.running.set(id, { rows, asked: 0, settled: 0, at: new Date().toISOString() });
    return { id, registrations: rows.length };
  }

  /** Every question moves it on: two of three that are looked at are stuck no more. */
  progress(id: string) {
    const ask = this.running.get(id)!;
    const now = ask.rows.slice(ask.asked, ask.asked + AT_A_TIME);
    const gone = now.filter((_, at) => at % 3 > 0);
    this.stuck.rows = this.stuck.rows.filter((row) => !gone.includes(row));
    ask.asked += now.length;
    ask.settled += gone.length;
    const { rows, asked, settled, at } = ask;
    return { id, askedBy: 'aigerim', askedAt: at, registrations: rows.length, asked, settled };
  }

  private find({ ids, filter }: What): StuckRow[] {
    if (filter) return this.stuck.matching(filter);
    return this.stuck.rows.filter(({ registrationId }) => ids?.includes(registrationId ?? ''));
  }
}
