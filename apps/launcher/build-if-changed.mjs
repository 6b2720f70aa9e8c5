import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { waitForLock } from './lock.mjs';
import { DIST, ENTRIES, ROOT } from './project.mjs';

const STAMP = path.join(DIST, 'built-from');
const WAIT_FOR_ANOTHER_BUILD_MS = 120_000;

/**
 * Builds every app whose source is here, only when a source has changed since the last build.
 * Where there are no sources (an image that holds only what was built) there is nothing to do.
 */
export async function buildIfChanged({ signal } = {}) {
  const entries = ENTRIES.filter(({ source }) => existsSync(source));
  if (entries.length === 0) return;
  mkdirSync(DIST, { recursive: true });
  // A second build at the same time waits, and then most likely finds nothing left to do.
  const unlock = await waitForLock(path.join(DIST, 'build.lock'), WAIT_FOR_ANOTHER_BUILD_MS);
  try {
    const sources = hashSources();
    if (isBuiltFrom(sources, entries)) return;
    rmSync(STAMP, { force: true });
    await build(entries, signal);
    writeFileSync(STAMP, sources);
  } finally {
    unlock();
  }
}

function isBuiltFrom(sources, entries) {
  return (
    existsSync(STAMP) &&
    readFileSync(STAMP, 'utf8') === sources &&
    entries.every(({ built }) => existsSync(built))
  );
}

async function build(entries, signal) {
  console.log('Building, since sources have changed …');
  const pages = entries.filter(({ project }) => project === 'dashboard');
  const servers = entries.filter((entry) => !pages.includes(entry)).map(({ project }) => project);
  const commands = [];
  if (servers.length > 0) commands.push([mustFindNestCli(), 'build', ...servers, '--parallel', '2']);
  if (pages.length > 0) commands.push([mustFindVite(), 'build', 'apps/dashboard', '--logLevel', 'warn']);
  await Promise.all(commands.map((args) => bundle(args, signal)));
}

async function bundle(args, signal) {
  let result = await runNode(args, signal);
  if (result.endedBy && !['SIGINT', 'SIGTERM'].includes(result.endedBy)) {
    // The bundlers are native code; one build in some three hundred ended badly with every app compiled.
    console.error(`The build crashed (${result.endedBy}) and is tried once more.`);
    result = await runNode(args, signal);
  }
  if (result.code === 0) return;
  throw new Error(`${result.output}\nThe build failed (${result.endedBy ?? `exit code ${result.code}`}).`);
}

async function runNode(args, signal) {
  const child = spawn(process.execPath, args, { cwd: ROOT, signal, stdio: ['ignore', 'pipe', 'pipe'] });
  const [[code, endedBy], ...output] = await Promise.all([
    once(child, 'exit'),
    text(child.stdout),
    text(child.stderr),
  ]);
  return { code, endedBy, output: output.join('') };
}

const mustFindNestCli = () => mustFind('@nestjs/cli/bin/nest.js', '@rspack/core');
const mustFindVite = () => mustFind('vite/bin/vite.js', '@mantine/core');

/** The command of a builder, which needs a second package beside its own. */
function mustFind(command, needed) {
  const file = path.join(ROOT, 'node_modules', command);
  if (existsSync(file) && existsSync(path.join(ROOT, 'node_modules', needed))) return file;
  throw new Error(
    `Sources have changed since the last build, and ${command.replace(/\/bin.*/, '')} that builds them is not installed: ` +
      'run `npm ci` with dev dependencies, or build before installing with --omit=dev.',
  );
}

function hashSources() {
  const files = ['apps', 'libs'].flatMap(filesBelow);
  const hash = createHash('sha256');
  for (const file of [
    ...files.sort(),
    'nest-cli.json',
    'tsconfig.json',
    'package.json',
    'package-lock.json',
  ]) {
    const content = readFileSync(path.join(ROOT, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

function filesBelow(folder) {
  return readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath ?? entry.path, entry.name)));
}
