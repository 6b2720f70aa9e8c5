// Aim: an import against the ranks cannot pass. Method: plant one of every kind in a copy of the tree and run the check
// that `npm run check:ranks` runs.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ROOT } from '../support/child.js';

const PLANTED: [rule: string, file: string, line: string][] = [
  ['rank-0-imports-lower-ranks-only', 'libs/kernel/src', `import '@app/config';`],
  ['rank-1-imports-lower-ranks-only', 'libs/process/src', `import '@app/config';`],
  ['rank-1-imports-lower-ranks-only', 'libs/web-page/src', `import '@app/process';`],
  ['rank-2-imports-lower-ranks-only', 'libs/config/src', `import '@app/database';`],
  ['rank-3-imports-lower-ranks-only', 'libs/queue/src', `import '@app/gateway';`],
  ['rank-3-imports-lower-ranks-only', 'libs/database/src', `import '@app/queue';`],
  ['rank-4-imports-lower-ranks-only', 'libs/operators/src', `import '@app/events';`],
  ['rank-5-imports-lower-ranks-only', 'libs/gateway/src', `import '@app/events';`],
  [
    'rank-5-imports-lower-ranks-only',
    'libs/events/src',
    `import type { Order } from '@app/orders'; export type A = Order;`,
  ],
  ['rank-6-imports-lower-ranks-only', 'libs/orders/src', `import '@app/reconciliation';`],
  [
    'rank-7-imports-lower-ranks-only',
    'libs/reconciliation/src',
    `import '../../../apps/api/src/api-keys.js';`,
  ],
  ['rank-8-imports-lower-ranks-only', 'libs/reports/src', `import '../../../apps/api/src/api-keys.js';`],
  ['subscriber-stands-alone', 'libs/subscriber/src', `import '@app/kernel';`],
  ['the-plain-kit-needs-no-nest', 'libs/subscriber/src', `import './nest/index.js';`],
  ['simulator-has-shapes-of-its-own', 'apps/gateway-simulator/src', `import '@app/gateway';`],
  ['demo-shop-is-a-stranger', 'apps/demo-shop/src', `import '@app/orders';`],
  ['apps-do-not-import-apps', 'apps/api/src', `import '../../worker/src/loop.js';`],
  ['through-the-door-only', 'apps/worker/src', `import '../../../libs/orders/src/registering/refusals.js';`],
  ['product-imports-no-fixture', 'libs/gateway/src', `import './gateway.fixture.js';`],
  ['no-circles', 'libs/kernel/src/circle', `import './planted.js';`],
];

const tree = mkdtempSync(path.join(os.tmpdir(), 'tolem-ranks-'));
beforeAll(() => {
  for (const name of ['apps', 'libs', 'test', 'tsconfig.json', 'package.json'])
    cpSync(path.join(ROOT, name), path.join(tree, name), { recursive: true });
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(tree, 'node_modules'));
});
afterAll(() => rmSync(tree, { recursive: true, force: true }));

/** `rule file` for every import that is forbidden, and whether the check passed. */
function check(): { passed: boolean; broken: Set<string> } {
  const { scripts } = JSON.parse(readFileSync(path.join(tree, 'package.json'), 'utf8'));
  const [command, ...args] = scripts['check:ranks'].split(' ');
  const tool = path.join(tree, 'node_modules/.bin', command);
  const { status, stdout, stderr } = spawnSync(tool, [...args, '--output-type', 'err'], {
    cwd: tree,
    encoding: 'utf8',
  });
  if (stderr.includes('Error')) throw new Error(stderr);
  const lines = [...stdout.matchAll(/error\s+(\S+):\s+(\S+)/g)];
  return { passed: status === 0, broken: new Set(lines.map(([, rule, file]) => `${rule} ${file}`)) };
}

it('passes as the tree is, and names every planted import', () => {
  expect(check()).toEqual({ passed: true, broken: new Set() });
  const planted = PLANTED.map(([rule, folder, line]) => {
    const file = folder.endsWith('circle') ? 'libs/kernel/src/circle-planted.ts' : `${folder}/planted.ts`;
    writeFileSync(path.join(tree, file), `${line}\n`, { flag: 'a' });
    return `${rule} ${file}`;
  });
  writeFileSync(path.join(tree, 'libs/kernel/src/planted.ts'), `import './circle-planted.js';\n`, {
    flag: 'a',
  });
  const { passed, broken } = check();
  expect(passed).toBe(false);
  expect(planted.filter((one) => !broken.has(one))).toEqual([]);
});
