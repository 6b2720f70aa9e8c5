const path = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');
const DURATIONS = require('./durations.json');

const ROOT = path.resolve(__dirname, '../../..');

/**
 * The slowest file first, so that none is left running alone at the end; what is not in the list is quick. A file that runs on both
 * job stores comes the second time as if it took half as long: its twins would only stand in each other's way.
 */
module.exports = class SlowestFirst extends Sequencer {
  sort(tests) {
    const seen = new Set();
    const weighed = tests.map((test) => {
      const file = path.relative(ROOT, test.path);
      const seconds = (DURATIONS[file] ?? 0) / (seen.has(file) ? 2 : 1);
      seen.add(file);
      return { test, seconds };
    });
    return weighed.toSorted((a, b) => b.seconds - a.seconds).map(({ test }) => test);
  }
};
