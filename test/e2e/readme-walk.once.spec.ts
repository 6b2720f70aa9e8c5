// Aim: the walks with curl in README and docs/shop-api.md work as they are written there, and print what stands there. Method: bash -e runs
// its blocks in a folder whose .data/demo.json is this test's; ids, times and ports are masked before comparing.
import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../support/child.js';
import { System } from '../support/system.js';

/** The documents that have a walk. */
const WALKS = ['README.md', 'docs/shop-api.md'];
/** Printed between the blocks, so that each can be compared with its own. */
const NEXT = '\u001e';

type Block = Readonly<{ commands: string; prints: string }>;

let system: System;
let folder: string;
beforeAll(async () => {
  system = await System.start();
  folder = mkdtempSync(path.join(os.tmpdir(), 'tolem-walk-'));
  mkdirSync(path.join(folder, '.data'));
  const facts = {
    api: system.apiUrls[0],
    apiKey: system.keyOf('patient'),
    demoShop: `http://${system.shopHost}`,
    simulator: system.simulatorUrl,
    ops: null,
  };
  writeFileSync(path.join(folder, '.data/demo.json'), JSON.stringify(facts));
});
afterAll(async () => {
  await system?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

function blocksOfTheWalk(document: string): Block[] {
  const walk = /<!-- walk: [^]*?-->([^]*?)<!-- end of walk -->/.exec(
    readFileSync(path.join(ROOT, document), 'utf8'),
  )![1]!;
  const pairs = [...walk.matchAll(/```sh\n([^]*?)```\s*```text\n([^]*?)```/g)];
  expect(pairs.length * 2).toBe([...walk.matchAll(/^```\w+$/gm)].length);
  return pairs.map(([, commands, prints]) => ({ commands: commands!, prints: prints! }));
}

/** Lines may be broken elsewhere where an id or a port is longer; what differs at every run has only its shape. */
const masked = (text: string): string =>
  text
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>')
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:<port>')
    .replaceAll(/walk-\d+/g, 'walk-<time>')
    .replaceAll(/\s+/g, ' ')
    .trim();

it('finds curl on this machine', () => {
  expect(spawnSync('curl', ['--version']).error).toBeUndefined();
});

it.each(WALKS)('prints what %s says it prints', async (document) => {
  const blocks = blocksOfTheWalk(document);
  expect(blocks.length).toBeGreaterThan(0);
  const script = blocks.map(({ commands }) => commands).join(`printf '${NEXT}'\n`);
  writeFileSync(path.join(folder, 'walk.sh'), script);
  const { stdout, stderr } = await promisify(execFile)('bash', ['-e', 'walk.sh'], { cwd: folder });
  expect(stderr).toBe('');
  expect(stdout.split(NEXT).map(masked)).toEqual(blocks.map(({ prints }) => masked(prints)));
});
