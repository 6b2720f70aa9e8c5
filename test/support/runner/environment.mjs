import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { TestEnvironment as NodeEnvironment } from 'jest-environment-node';
import { endLeftovers, MARK } from './leftovers.mjs';

/**
 * Where one test file runs: it is told the backend of its project, and whatever it starts carries a mark and lies below a folder of
 * its own. Once it has ended, however it has, nothing of that is left.
 */
export default class TestEnvironment extends NodeEnvironment {
  #backend;
  #file;
  #mark = `${process.env.TOLEM_TEST_RUN ?? 'alone'}/${randomUUID()}`;
  #outer = { [MARK]: process.env[MARK], TMPDIR: process.env.TMPDIR };
  #folder = mkdtempSync(path.join(os.tmpdir(), 'tolem-'));

  constructor(config, context) {
    super(config, context);
    this.#backend = config.projectConfig.testEnvironmentOptions.backend;
    this.#file = path.relative(config.globalConfig.rootDir, context.testPath);
    // The server of a test's own Postgres may run as somebody else.
    chmodSync(this.#folder, 0o755);
  }

  async setup() {
    await super.setup();
    const settings = { [MARK]: this.#mark, TMPDIR: this.#folder };
    Object.assign(this.global.process.env, settings, { TEST_BACKEND: this.#backend });
    // A child that is given no environment takes the one outside.
    Object.assign(process.env, settings);
  }

  async teardown() {
    await super.teardown();
    for (const [name, value] of Object.entries(this.#outer))
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    const left = await endLeftovers({ mark: this.#mark, folder: this.#folder });
    if (left.length > 0)
      process.stderr.write(`${this.#file} left running, and it was ended:\n  ${left.join('\n  ')}\n`);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
