// Run by test/e2e/npm-start-fails.once.spec.ts alone: a test that fails in the middle of an `npm start`, and ends nothing.
import { inherited } from '../inherited.js';
import { NpmStart } from '../npm-start.js';

it('fails while everything runs', async () => {
  const folder = process.env.FIXTURE_CLONE!;
  const start = new NpmStart(folder, { uid: process.getuid!(), env: { ...inherited(), HOME: folder } });
  await start.ready();
  const running = start.family.length;
  throw new Error(`${running} processes are running now`);
});
