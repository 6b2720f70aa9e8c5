import 'reflect-metadata';
import { readSettings } from '@app/config';
import { migrateDatabase } from '@app/database';
import { migrateJobStore } from '@app/queue';
import { z } from 'zod';

const ENVIRONMENT = z.object({ DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }) });

/** `npm run migrate`: brings Tolem's tables and the job store's up to this version, once, before any process starts. */
async function migrate(): Promise<string> {
  const { DATABASE_URL } = readSettings(ENVIRONMENT);
  const applied = await migrateDatabase(DATABASE_URL);
  await migrateJobStore(DATABASE_URL);
  return applied.length > 0 ? `Applied ${applied.join(', ')}` : 'The database is up to date';
}

try {
  process.stdout.write(`${await migrate()}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : 'The migration failed'}\n`);
  process.exitCode = 1;
}
