import './needs-node.mjs';
import { buildIfChanged } from './build-if-changed.mjs';
import { runCommand } from './run-command.mjs';
import { runOpsUser } from './run-ops-user.mjs';

/** `npm run ops:user -- add|disable|list`: who may sign in under /ops of the Tolem on DATABASE_URL. */
await runCommand(async () => {
  if (!process.env.DATABASE_URL)
    throw new Error('DATABASE_URL is missing: it names the database whose operators you mean.');
  await buildIfChanged();
  process.exitCode = await runOpsUser(process.argv.slice(2), { env: process.env });
});
