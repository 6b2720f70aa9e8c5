import { demoEnvironment } from './demo-apps.mjs';
import { runOpsUser } from './run-ops-user.mjs';

export const DEMO_OPERATOR = 'demo';

/** Makes sure that what demo.json says gets somebody in; whoever is signed in stays so, unless the password is another. */
export async function makeDemoOperator({ user, password }, { databaseUrl, signal }) {
  const env = { ...demoEnvironment(), DATABASE_URL: databaseUrl };
  const code = await runOpsUser(['add', user, '--role', 'admin', '--unless-same'], { env, password, signal });
  if (code !== 0) throw new Error(`The demo's operator could not be made (exit code ${code}).`);
}
