/**
 * `npm test`: everything that can be tested on this machine, on servers that are started here and nowhere else, but for the unit
 * tests, which `npm run check` has.
 * Arguments go to Jest, so `npm test -- test/e2e/stories/pays.spec.ts` runs one file. REQUIRE_ALL=1 makes a failure of whatever
 * cannot run.
 */
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildIfChanged } from '../apps/launcher/build-if-changed.mjs';
import { ROOT } from '../apps/launcher/project.mjs';
import { runMigrations } from '../apps/launcher/run-migrations.mjs';
import { startPostgres } from '../apps/launcher/start-postgres.mjs';
import { closingTable } from './support/closing-table.mjs';
import { createTemplate } from './support/template.mjs';

const CHROMIUM = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

const JEST = path.join(ROOT, 'node_modules/jest/bin/jest.js');
const CONFIG = '--config=test/jest.config.mjs';

const REDIS = [process.env.REDIS_SERVER, '/usr/bin/redis-server', '/usr/local/bin/redis-server'];

const wanted = process.argv.slice(2);
/** Whoever names a file wants it, whatever it is. */
const UNIT = wanted.length > 0 ? ['unit'] : [];

/** The same files once for each backend of the jobs; what has nothing to do with jobs runs once. */
const RUNS = [
  { backend: 'none', projects: [...UNIT, 'start', 'once', 'topologies', 'pages'] },
  { backend: 'postgres', projects: ['integration', 'e2e', 'faults', 'browser'] },
  { backend: 'redis', projects: ['integration', 'e2e', 'faults', 'browser'] },
];

/** TEST_BACKENDS=none,postgres leaves the others out. */
const BACKENDS = process.env.TEST_BACKENDS?.split(',') ?? RUNS.map(({ backend }) => backend);

/** Projects that run only where there is what this setting names. */
const NEEDS = { browser: 'TEST_CHROMIUM', pages: 'TEST_CHROMIUM', topologies: 'TEST_REDIS_SERVER' };

const folder = mkdtempSync(path.join(os.tmpdir(), 'tolem-test-'));
chmodSync(folder, 0o755);
let postgres;
let running;
let ended = false;
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => {
    ended = true;
    running?.kill('SIGTERM');
    void cleanUp().then(() => process.exit(130));
  });
try {
  process.exitCode = await main();
} finally {
  await cleanUp();
}

async function main() {
  await buildIfChanged();
  postgres = await startPostgres({ dataDir: path.join(folder, 'postgres'), port: randomInt(33_000, 60_000) });
  const environment = await prepare();
  const benchAt = process.argv.indexOf('--bench');
  if (benchAt > 0) return runBench(process.argv[benchAt + 1], environment);
  const missing = whatCannotRun(environment);
  const results = [];
  let code = 0;
  for (const { backend, projects } of RUNS) {
    if (ended || !BACKENDS.includes(backend)) continue;
    if (backend === 'redis' && !environment.TEST_REDIS_SERVER) continue;
    const file = path.join(folder, `results-${backend}.json`);
    const able = projects.filter((project) => environment[NEEDS[project]] !== '');
    code = (await runJest(able, file, { ...environment, TEST_BACKEND: backend })) || code;
    if (existsSync(file)) results.push({ backend, ...JSON.parse(readFileSync(file, 'utf8')) });
  }
  const table = closingTable(results, missing);
  console.log(table.text);
  if (process.env.REQUIRE_ALL === '1' && !table.complete) return 1;
  return code || (table.passed === 0 ? 1 : 0);
}

/** A migrated database that each test file makes its own copy of. */
async function prepare() {
  const template = 'tolem_template';
  await createTemplate(postgres.url('postgres'), template);
  await runMigrations({ ...process.env, DATABASE_URL: postgres.url(template) });
  return {
    ...process.env,
    NODE_ENV: 'test',
    TEST_POSTGRES_URL: postgres.url('postgres'),
    TEST_TEMPLATE: template,
    TEST_CHROMIUM: firstThere(CHROMIUM),
    TEST_REDIS_SERVER: firstThere(REDIS),
  };
}

function firstThere(files) {
  return files.find((file) => file && existsSync(file)) ?? '';
}

function whatCannotRun(environment) {
  const missing = [];
  if (!environment.TEST_CHROMIUM)
    missing.push('browser tests: there is no Chromium (or name it in CHROMIUM)');
  if (!environment.TEST_REDIS_SERVER)
    missing.push('everything on Redis: there is no redis-server (or name it in REDIS_SERVER)');
  if (process.env.TEST_BACKENDS)
    missing.push(`everything but ${process.env.TEST_BACKENDS}: TEST_BACKENDS says so`);
  if (process.getuid?.() !== 0) missing.push('npm start as root: the tests were not started by root');
  return missing;
}

function runJest(projects, outputFile, environment) {
  return run(
    [
      JEST,
      CONFIG,
      '--json',
      `--outputFile=${outputFile}`,
      '--maxWorkers=2',
      '--passWithNoTests',
      '--selectProjects',
      ...projects,
      '--',
      ...wanted,
    ],
    environment,
  );
}

function runBench(name, environment) {
  return run(
    [JEST, CONFIG, '--silent=false', '--selectProjects', 'bench', '--', `test/bench/${name}`],
    environment,
  );
}

async function run(args, env) {
  // Jest repeats its JSON on standard output, which is what the file is for.
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env,
    stdio: ['ignore', args.includes('--json') ? 'ignore' : 'inherit', 'inherit'],
  });
  running = child;
  const [code] = await once(child, 'exit');
  return code ?? 1;
}

async function cleanUp() {
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
}
