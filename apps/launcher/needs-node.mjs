import { readFileSync } from 'node:fs';

/**
 * Imported before anything else, because an older Node ends in a long trace out of one of our packages. package.json says what
 * is new enough.
 */
const { engines } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

if (!engines.node.split(' || ').some(allowsThis)) {
  console.error(`Tolem needs Node.js ${engines.node}, and this is ${process.version}.`);
  process.exit(1);
}

/** `^20.19.5` is that and what is newer of line 20, `>=24.11.0` of every later line too. */
function allowsThis(range) {
  const lowest = numbersOf(range);
  const running = numbersOf(process.version);
  if (range.startsWith('^') && running[0] !== lowest[0]) return false;
  const differs = running.findIndex((number, at) => number !== lowest[at]);
  return differs === -1 || running[differs] > lowest[differs];
}

function numbersOf(version) {
  return /(\d+)\.(\d+)\.(\d+)/.exec(version).slice(1).map(Number);
}
