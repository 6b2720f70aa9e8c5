import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { MIGRATIONS } from './migrations/index.js';
import { VERSION } from './version.js';

/**
 * A process whose tables it cannot work with stops at once and says what to do. Newer tables are no reason by themselves: the
 * version before runs on beside the new one while that is rolled out, unless the database says that it may not.
 */
@Injectable()
export class SchemaCheck implements OnModuleInit {
  constructor(private readonly db: DataSource) {}

  async onModuleInit(): Promise<void> {
    const missing = await this.missingMigrations();
    if (missing.length > 0)
      throw new Error(`The database lacks ${missing.join(', ')}: run \`npm run migrate\` first`);
    const oldest = await this.oldestVersionIfNewer();
    if (oldest)
      throw new Error(
        `The database has been migrated for Tolem ${oldest} or newer, and this is ${VERSION}: start the newer version`,
      );
  }

  private async missingMigrations(): Promise<string[]> {
    const wanted = MIGRATIONS.map((migration) => migration.name);
    const [table] = await this.db.query(`SELECT to_regclass('migrations') AS name`);
    if (table.name === null) return wanted;
    const rows: { name: string }[] = await this.db.query(
      `SELECT name FROM unnest($1::text[]) WITH ORDINALITY AS wanted(name, at)
       WHERE name NOT IN (SELECT name FROM migrations) ORDER BY at`,
      [wanted],
    );
    return rows.map((row) => row.name);
  }

  /** The oldest version that may run on this database, if this is an older one. */
  private async oldestVersionIfNewer(): Promise<string | undefined> {
    const [row] = await this.db.query(
      `SELECT version FROM oldest_version
       WHERE string_to_array(version, '.')::int[] > string_to_array(split_part($1, '-', 1), '.')::int[]`,
      [VERSION],
    );
    return row?.version;
  }
}
