import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../../apps/launcher/project.mjs';

const DURATIONS = path.join(ROOT, 'test/support/runner/durations.json');
const SLOW_SECONDS = 4;

/** One line a file, with its time; what failed is told at once. Leaves the results in RESULTS_FILE for the closing table. */
export default class Progress {
  #files = [];

  onTestResult({ context, path: file }, result) {
    const { displayName, testEnvironmentOptions } = context.config;
    const seconds = (result.perfStats?.runtime ?? 0) / 1000;
    const failed = result.numFailingTests > 0 || result.testExecError;
    const name = path.relative(ROOT, file);
    const on = displayName.name.padEnd(24);
    console.error(`${failed ? 'FAIL' : 'PASS'} ${seconds.toFixed(1).padStart(6)} s  ${on} ${name}`);
    if (failed) console.error(result.failureMessage);
    this.#files.push({
      file: name,
      backend: testEnvironmentOptions.backend,
      failed: Boolean(failed),
      seconds,
      tests: result.testResults.map(({ fullName, status, duration }) => ({
        name: fullName,
        status,
        duration,
      })),
    });
  }

  onRunComplete() {
    if (process.env.RESULTS_FILE) writeFileSync(process.env.RESULTS_FILE, JSON.stringify(this.#files));
    if (process.env.SAVE_DURATIONS) this.#saveDurations();
  }

  #saveDurations() {
    const slow = this.#files.filter(({ seconds }) => seconds >= SLOW_SECONDS);
    const longest = new Map();
    for (const { file, seconds } of slow.toSorted((a, b) => a.seconds - b.seconds))
      longest.set(file, Math.round(seconds));
    const rows = [...longest].toSorted(([, a], [, b]) => b - a);
    writeFileSync(DURATIONS, `${JSON.stringify(Object.fromEntries(rows), null, 2)}\n`);
  }
}
