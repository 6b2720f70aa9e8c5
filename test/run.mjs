/**
 * `npm test`: unit, integration and end-to-end tests once, on an embedded Postgres that is started here, with one walk in a browser.
 * `npm run test:all` (`--all`): everything: both job stores, all topologies of Redis, every start and end of `npm start`, the chaos
 * run, every page in the browser. Paths pick files of whatever kind: `npm test -- test/e2e/payer-pays`. `--bench <name>` measures
 * instead. REQUIRE_ALL=1 makes a failure of whatever cannot run; TEST_WORKERS says how many files run at a time.
 */
import { spawn } from 'node:child_process';
import { randomInt, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildIfChanged } from '../apps/launcher/build-if-changed.mjs';
import { ROOT } from '../apps/launcher/project.mjs';
import { runMigrations } from '../apps/launcher/run-migrations.mjs';
import { startPostgres } from '../apps/launcher/start-postgres.mjs';
import { PROJECTS } from './jest.config.mjs';
import { closingTable } from './support/runner/closing-table.mjs';
import { TEST_POSTGRES_SETTINGS } from './support/postgres-settings.mjs';
import { MARK } from './support/runner/leftovers.mjs';
import { createTemplate } from './support/runner/template.mjs';

const CHROMIUM = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

const REDIS = [process.env.REDIS_SERVER, '/usr/bin/redis-server', '/usr/local/bin/redis-server'];

const JEST = path.join(ROOT, 'node_modules/jest/bin/jest.js');
const CONFIG = '--config=test/jest.config.mjs';

/** What `npm test` runs. */
const QUICK = [
  'unit',
  'architecture',
  'integration once',
  'integration on postgres',
  'e2e once',
  'e2e on postgres',
  'walk on postgres',
];

/** In the browser matrix the walk is one of many, and a measurement is no test. */
const ALL = PROJECTS.filter((name) => !['walk on postgres', 'bench', 'fixture'].includes(name));

const LEFT_TO_ALL =
  'Redis, every start and end of npm start, the chaos run and all pages in the browser (npm run test:all)';

const isAll = process.argv.includes('--all');
const benchAt = process.argv.indexOf('--bench');
const wanted = process.argv.slice(2).filter((argument) => argument !== '--all');
const unknown = benchAt < 0 && wanted.find((argument) => argument.startsWith('-'));
if (unknown) {
  console.error(`Unknown option ${unknown}: only --all and paths of test files are taken.`);
  process.exit(1);
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'tolem-test-'));
chmodSync(folder, 0o755);
const mark = randomUUID();
// Whatever becomes of this process: what it has started is ended, and its folder removed.
spawn(process.execPath, [path.join(ROOT, 'test/support/runner/reaper.mjs'), mark, folder], {
  detached: true,
  stdio: ['pipe', 'ignore', 'inherit'],
}).unref();
let postgres;
let running;
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => {
    running?.kill('SIGTERM');
    // Before there is a Postgres there is nothing to stop that the reaper does not.
    void (postgres?.stop() ?? Promise.resolve()).then(() => process.exit(130));
  });
try {
  process.exitCode = await main();
} finally {
  await postgres?.stop();
}
// The reaper's pipe would keep this process.
process.exit();

async function main() {
  await buildIfChanged();
  postgres = await startPostgres({
    dataDir: path.join(folder, 'postgres'),
    port: randomInt(33_000, 60_000),
    settings: benchAt > 0 ? [] : TEST_POSTGRES_SETTINGS,
  });
  const environment = await prepare();
  if (benchAt > 0) return runBench(process.argv[benchAt + 1], environment);
  const file = process.env.RESULTS_FILE ?? path.join(folder, 'results.json');
  const chosen = chosenProjects();
  const projects = chosen.filter((project) => canRun(project, environment));
  const code = await runJest(projects, { ...environment, RESULTS_FILE: file });
  const results = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
  const table = closingTable(
    results,
    whatCannotRun(chosen, environment),
    isAll || wanted.length > 0 ? [] : [LEFT_TO_ALL],
  );
  console.log(table.text);
  if (process.env.REQUIRE_ALL === '1' && !table.complete) return 1;
  return code || (table.passed === 0 ? 1 : 0);
}

/** Whoever names a file wants it, whatever its kind, on the default backend. */
function chosenProjects() {
  if (isAll) return ALL;
  return wanted.length > 0 ? ALL.filter((name) => !name.endsWith(' on redis')) : QUICK;
}

function canRun(project, { TEST_CHROMIUM, TEST_REDIS_SERVER }) {
  return (TEST_CHROMIUM || !needsChromium(project)) && (TEST_REDIS_SERVER || !needsRedis(project));
}

function needsChromium(project) {
  return /^(browser|walk)/.test(project);
}

function needsRedis(project) {
  return project === 'topologies' || project.endsWith(' on redis');
}

/** A migrated database that each test file makes its own copy of. */
async function prepare() {
  const template = 'tolem_template';
  await createTemplate(postgres.url('postgres'), template);
  await runMigrations({ ...process.env, DATABASE_URL: postgres.url(template) });
  const files = path.join(folder, 'files');
  mkdirSync(files);
  return {
    ...process.env,
    NODE_ENV: 'test',
    TEST_DEPTH: isAll || wanted.length > 0 ? 'all' : 'quick',
    // Each test file has a folder of its own in this one, and a mark that begins with this.
    TMPDIR: files,
    TOLEM_TEST_RUN: mark,
    [MARK]: mark,
    TEST_POSTGRES_URL: postgres.url('postgres'),
    TEST_TEMPLATE: template,
    TEST_CHROMIUM: firstThere(CHROMIUM),
    TEST_REDIS_SERVER: firstThere(REDIS),
  };
}

function firstThere(files) {
  return files.find((file) => file && existsSync(file)) ?? '';
}

function whatCannotRun(projects, { TEST_CHROMIUM, TEST_REDIS_SERVER }) {
  const missing = [];
  if (!TEST_CHROMIUM && projects.some(needsChromium))
    missing.push('browser tests: there is no Chromium (or name it in CHROMIUM)');
  if (!TEST_REDIS_SERVER && projects.some(needsRedis))
    missing.push('everything on Redis: there is no redis-server (or name it in REDIS_SERVER)');
  if (isAll && process.getuid?.() !== 0)
    missing.push('npm start as root: the tests were not started by root');
  return missing;
}

function runJest(projects, environment) {
  const reporter = '--reporters=<rootDir>/test/support/runner/progress.mjs';
  const workers = `--maxWorkers=${process.env.TEST_WORKERS ?? 3}`;
  return run([JEST, CONFIG, reporter, workers, '--passWithNoTests', '--', ...wanted], {
    ...environment,
    TEST_PROJECTS: projects.join(','),
  });
}

function runBench(name, environment) {
  const args = [JEST, CONFIG, '--silent=false', '--', `test/bench/${name}`];
  return run(args, { ...environment, TEST_PROJECTS: 'bench' });
}

async function run(args, env) {
  const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ['ignore', 'inherit', 'inherit'] });
  running = child;
  const [code] = await once(child, 'exit');
  return code ?? 1;
}
