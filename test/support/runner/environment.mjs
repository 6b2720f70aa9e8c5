import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { TestEnvironment as NodeEnvironment } from 'jest-environment-node';
import { endLeftovers, MARK } from './leftovers.mjs';

/**
 * Where one test file runs: it is told the backend of its project, and whatever it starts carries a mark and lies below a folder of
 * its own. Once it has ended, nothing of that is left; a file that passed and left something running has failed. What a file has
 * left whose process ended in the midst of it goes when it is tried again, or with the whole run.
 */
export default class TestEnvironment extends NodeEnvironment {
  #backend;
  #file;
  #mark;
  #hasFailed = false;
  #outer = { [MARK]: process.env[MARK], TMPDIR: process.env.TMPDIR };
  #folder = mkdtempSync(path.join(os.tmpdir(), 'tolem-'));

  constructor(config, context) {
    super(config, context);
    this.#backend = config.projectConfig.testEnvironmentOptions.backend;
    this.#file = path.relative(config.globalConfig.rootDir, context.testPath);
    const run = process.env.TOLEM_TEST_RUN ?? `alone-${process.pid}`;
    this.#mark = `${run}/${this.#backend}/${this.#file}`;
    // The server of a test's own Postgres may run as somebody else.
    chmodSync(this.#folder, 0o755);
  }

  async setup() {
    await super.setup();
    await endLeftovers({ mark: this.#mark, folder: this.#folder });
    const settings = { [MARK]: this.#mark, TMPDIR: this.#folder };
    Object.assign(this.global.process.env, settings, { TEST_BACKEND: this.#backend });
    // A child that is given no environment takes the one outside.
    Object.assign(process.env, settings);
  }

  handleTestEvent({ name }) {
    if (name === 'test_fn_failure' || name === 'hook_failure') this.#hasFailed = true;
  }

  async teardown() {
    await super.teardown();
    for (const [name, value] of Object.entries(this.#outer))
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    const left = await endLeftovers({ mark: this.#mark, folder: this.#folder });
    rmSync(this.#folder, { recursive: true, force: true });
    if (left.length === 0) return;
    const message = `${this.#file} left running, and it was ended:\n  ${left.join('\n  ')}\n`;
    if (!this.#hasFailed) throw new Error(message);
    process.stderr.write(message);
  }
}
