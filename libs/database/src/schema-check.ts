import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { MIGRATIONS } from './migrations/index.js';

/** A process whose tables are older or newer than its code stops at once and says what to run. */
@Injectable()
export class SchemaCheck implements OnModuleInit {
  constructor(private readonly db: DataSource) {}

  async onModuleInit(): Promise<void> {
    const wanted = MIGRATIONS.map((migration) => migration.name);
    const applied = await this.appliedMigrations();
    const missing = wanted.filter((name) => !applied.includes(name));
    const foreign = applied.filter((name) => !wanted.includes(name));
    if (missing.length > 0)
      throw new Error(`The database lacks ${missing.join(', ')}: run \`npm run migrate\` first`);
    if (foreign.length > 0)
      throw new Error(`The database is newer than this version of Tolem: it has ${foreign.join(', ')}`);
  }

  private async appliedMigrations(): Promise<string[]> {
    const [table] = await this.db.query(`SELECT to_regclass('migrations') AS name`);
    if (table.name === null) return [];
    const rows: { name: string }[] = await this.db.query('SELECT name FROM migrations ORDER BY id');
    return rows.map((row) => row.name);
  }
}
