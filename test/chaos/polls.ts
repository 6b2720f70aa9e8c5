import type { System } from '../support/system.js';

/** Of orders settled while the bank misbehaved: how often it was asked about them, until then and in the quiet weeks after. */
export type Polls = Readonly<{ orders: number; until: number; after: number }>;

const POLLS = 'SELECT sum(polls) FROM registrations WHERE order_id = orders.id';

export class PollCount {
  private constructor(
    private readonly system: System,
    private readonly ids: readonly string[],
    private readonly until: number,
  ) {}

  /** Begins where the bank begins to behave. */
  static async begin(system: System): Promise<PollCount> {
    const rows = await system.db.sql<{ id: string; polls: string }>(
      `SELECT id, (${POLLS}) AS polls FROM orders WHERE state NOT IN ('created', 'registered', 'authorized')`,
    );
    const until = rows.reduce((sum, { polls }) => sum + Number(polls), 0);
    return new PollCount(
      system,
      rows.map(({ id }) => id),
      until,
    );
  }

  async end(): Promise<Polls> {
    const [row] = await this.system.db.sql<{ polls: string }>(
      `SELECT sum((${POLLS})) AS polls FROM orders WHERE id = ANY ($1)`,
      [this.ids],
    );
    return { orders: this.ids.length, until: this.until, after: Number(row!.polls) - this.until };
  }
}
