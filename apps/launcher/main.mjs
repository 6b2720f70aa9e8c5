import './needs-node.mjs';
import { Demo } from './demo.mjs';
import { watchNpm } from './watch-npm.mjs';

/** `npm start`: everything on this machine, until Ctrl-C. */
const demo = new Demo((error) => end(1, error));
let ending;

process.on('SIGINT', () => end(0));
process.on('SIGTERM', () => end(0));
// Node forgets what nohup has told it; a start whose output goes to a file outlives its terminal.
process.on('SIGHUP', () => process.stdout.isTTY && end(0));
// The reader of our output may go first, and that must not keep us from a clean end.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
watchNpm(() => end(0));

try {
  const { api, demoShop, simulator, ops } = await demo.start();
  console.log(`API                ${api}\nDemo shop          ${demoShop}\nGateway simulator  ${simulator}`);
  console.log(`Operations         ${ops.url} (sign in as ${ops.user}; the password is in demo.json)`);
  console.log(`Ready in ${(performance.now() / 1000).toFixed(1)} s`);
} catch (error) {
  end(1, error);
}

/** The first reason to end counts; a second Ctrl-C changes nothing. */
function end(code, error) {
  if (ending) return;
  if (error) console.error(error.message);
  ending = demo.end().finally(() => process.exit(code));
}
