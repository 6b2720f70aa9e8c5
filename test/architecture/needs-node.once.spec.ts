// Aim: a Node that is too old for us is told in one line, before anything else goes wrong. Method: the Node that runs the tests
// says it is another one.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../support/child.js';

const { engines } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));

/** Everything that one of our commands says on a Node of that version, and the code it ends with. */
async function runOn(version: string, command: string): Promise<{ code: number; said: string }> {
  const disguise = `data:text/javascript,Object.defineProperty(process, 'version', { value: '${version}' })`;
  const args = ['--import', disguise, path.join(ROOT, 'apps/launcher', command)];
  return promisify(execFile)(process.execPath, args).then(
    ({ stdout, stderr }) => ({ code: 0, said: stdout + stderr }),
    ({ code, stdout, stderr }) => ({ code, said: stdout + stderr }),
  );
}

it.each(['v18.20.8', 'v20.11.0', 'v20.19.4', 'v21.7.3', 'v22.14.0', 'v23.11.1', 'v24.10.0'])(
  '%s is too old',
  async (version) => {
    const said = `Tolem needs Node.js ${engines.node}, and this is ${version}.\n`;
    expect(await runOn(version, 'needs-node.mjs')).toEqual({ code: 1, said });
  },
);

it.each(['v20.19.5', 'v20.20.0', 'v22.15.0', 'v22.22.3', 'v24.11.0', 'v25.0.0', 'v26.10.0-nightly1'])(
  '%s is new enough',
  async (version) => {
    expect(await runOn(version, 'needs-node.mjs')).toEqual({ code: 0, said: '' });
  },
);

it.each(['main.mjs', 'build.mjs', 'migrate.mjs', 'ops-user.mjs'])('%s looks first', async (command) => {
  expect(await runOn('v20.11.0', command)).toMatchObject({
    code: 1,
    said: expect.stringMatching(/^Tolem needs .*\n$/),
  });
});

it('is told by the README too', () => {
  const readme = readFileSync(path.join(ROOT, 'README.md'), 'utf8');
  const lowest = engines.node.match(/\d+\.\d+\.\d+/g);
  expect(/Node\.js is all you need \(from (.*) on\)/.exec(readme)?.[1]!.split(/, | or /)).toEqual(lowest);
});
