const path = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');
const DURATIONS = require('./durations.json');

const ROOT = path.resolve(__dirname, '../../..');

/** The slowest file first, so that none is left running alone at the end. What is not in the list is quick. */
module.exports = class SlowestFirst extends Sequencer {
  sort(tests) {
    const seconds = ({ path: file }) => DURATIONS[path.relative(ROOT, file)] ?? 0;
    return tests.toSorted((a, b) => seconds(b) - seconds(a));
  }
};
