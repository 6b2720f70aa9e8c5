import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import pg from 'pg';
import { SCHEMA } from './schema.js';
import { ShopSettings } from './settings.js';

export type Tx = pg.ClientBase;

/** The shop's own few connections to its own schema: of Tolem's tables it knows nothing. */
@Injectable()
export class ShopDatabase implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(ShopDatabase.name);
  readonly pool: pg.Pool;

  constructor(settings: ShopSettings) {
    this.pool = new pg.Pool({
      connectionString: settings.databaseUrl,
      max: 4,
      connectionTimeoutMillis: 5_000,
      options: '-c search_path=demo_shop',
    });
    // An idle connection may be cut by a restart of the server; the next query opens another.
    this.pool.on('error', (error) => this.logger.warn(error.message));
  }

  async onModuleInit(): Promise<void> {
    await this.transaction(async (tx) => {
      await tx.query(SCHEMA);
    });
  }

  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    try {
      await client.query('BEGIN');
      const result = await work(client);
      await client.query('COMMIT');
      client.release();
      return result;
    } catch (error) {
      // The connection is thrown away, and with it whatever the transaction had done.
      client.release(true);
      throw error;
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}
