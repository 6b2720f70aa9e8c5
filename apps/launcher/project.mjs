import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '../..');
export const DIST = path.join(ROOT, 'dist');

/** What gets built: each is a project of nest-cli.json, made from `source` into `built`. */
export const ENTRIES = [
  { project: 'api', from: 'apps/api/src/main', to: 'apps/api/main' },
  { project: 'worker', from: 'apps/worker/src/main', to: 'apps/worker/main' },
  { project: 'migrate', from: 'apps/worker/src/migrate', to: 'apps/worker/migrate' },
  { project: 'ops-user', from: 'apps/api/src/ops-user', to: 'apps/api/ops-user' },
  {
    project: 'gateway-simulator',
    from: 'apps/gateway-simulator/src/main',
    to: 'apps/gateway-simulator/main',
  },
  { project: 'demo-shop', from: 'apps/demo-shop/src/main', to: 'apps/demo-shop/main' },
  ...['node', 'nest'].map((name) => {
    const example = `libs/subscriber/examples/${name}`;
    return { project: `example-${name}`, from: example, to: example };
  }),
].map(({ project, from, to }) => ({
  project,
  source: path.join(ROOT, `${from}.ts`),
  built: path.join(DIST, `${to}.js`),
}));

/** The built file of one project of nest-cli.json. */
export function mustFindBuilt(project) {
  const { built } = ENTRIES.find((entry) => entry.project === project);
  if (existsSync(built)) return built;
  throw new Error(`${path.relative(ROOT, built)} is missing and there is no source to build it from.`);
}

/** The folder of everything a start keeps: configuration, secrets, data. */
export function openDataFolder() {
  const folder = path.resolve(process.env.TOLEM_DATA || path.join(ROOT, '.data'));
  mkdirSync(folder, { recursive: true });
  if (!process.getuid) return folder;
  try {
    // Started by root, Postgres runs as another user and has to pass through; what is secret in here is 0600.
    chmodSync(folder, process.getuid() === 0 ? 0o711 : 0o700);
  } catch (error) {
    if (error.code !== 'EPERM') throw error;
    throw new Error(
      `${folder} belongs to another user: start as that user, or name another folder in TOLEM_DATA.`,
      { cause: error },
    );
  }
  return folder;
}
