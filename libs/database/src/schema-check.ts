import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { MIGRATIONS } from './migrations/index.js';
import { VERSION } from './version.js';

export const IS_PRODUCTION = Symbol('whether this process serves payers');

/**
 * A process whose tables it cannot work with stops at once and says what to do. Newer tables are no reason by themselves: the
 * version before runs on beside the new one while that is rolled out, unless the database says that it may not.
 */
@Injectable()
export class SchemaCheck implements OnModuleInit {
  constructor(
    private readonly db: DataSource,
    @Inject(IS_PRODUCTION) private readonly isProduction: boolean,
  ) {}

  async onModuleInit(): Promise<void> {
    const missing = await this.missingMigrations();
    if (missing.length > 0)
      throw new Error(`The database lacks ${missing.join(', ')}: run \`npm run migrate\` first`);
    const oldest = await this.oldestVersion();
    if (isOlder(VERSION, oldest))
      throw new Error(
        `The database has been migrated for Tolem ${oldest} or newer, and this is ${VERSION}: start the newer version`,
      );
    if (this.isProduction && (await this.isClockMoved()))
      throw new Error(
        'The table clock moves the time, as only tests do: with NODE_ENV=production it has to hold one row with ahead = 0',
      );
  }

  /** Every due time, lease and deadline is judged by it. */
  private async isClockMoved(): Promise<boolean> {
    const rows: { right: boolean }[] = await this.db.query(`SELECT ahead = interval '0' AS right FROM clock`);
    return rows[0]?.right !== true;
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

  private async oldestVersion(): Promise<string> {
    const [row] = await this.db.query('SELECT version FROM oldest_version');
    if (!row)
      throw new Error('The database has no row in oldest_version, so it cannot say who may run on it');
    return row.version;
  }
}

/** By major, minor and patch. What stands behind them, as in `0.4.0-rc.1`, makes no version older. */
function isOlder(version: string, than: string): boolean {
  const numbers = (text: string) => text.split(/[-+]/)[0]!.split('.').map(Number);
  const [one, other] = [numbers(version), numbers(than)];
  const at = one.findIndex((number, index) => number !== other[index]);
  return at >= 0 && one[at]! < (other[at] ?? 0);
}
