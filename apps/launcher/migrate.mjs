import './needs-node.mjs';
import { buildIfChanged } from './build-if-changed.mjs';
import { runCommand } from './run-command.mjs';
import { runMigrations } from './run-migrations.mjs';

/** `npm run migrate`, the deploy step: brings the database of DATABASE_URL up to date. */
await runCommand(async () => {
  if (!process.env.DATABASE_URL)
    throw new Error('DATABASE_URL is missing: it names the database to migrate.');
  await buildIfChanged();
  await runMigrations(process.env);
});
