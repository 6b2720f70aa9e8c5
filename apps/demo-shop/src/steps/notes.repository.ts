import { Injectable } from '@nestjs/common';
import { ShopDatabase } from '../shop-database.js';

/** What the shop itself did or met, with what was sent by it: never a key. */
export type Note = Readonly<{
  at: Date;
  what: 'bought' | 'asked' | 'answered' | 'sent' | 'returned';
  evidence: string;
}>;

@Injectable()
export class NotesRepository {
  constructor(private readonly database: ShopDatabase) {}

  /** The same thing again is the same note, so that an address anybody may open fills no table. */
  async add(number: string, { at, what, evidence }: Note): Promise<void> {
    await this.database.pool.query(
      `INSERT INTO notes (order_number, at, what, evidence) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
      [number, at, what, evidence],
    );
  }

  /** Oldest first. */
  async listOfOrder(number: string): Promise<Note[]> {
    const { rows } = await this.database.pool.query<Note>(
      'SELECT at, what, evidence FROM notes WHERE order_number = $1 ORDER BY at',
      [number],
    );
    return rows;
  }
}
