import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandOf, startTimeOf } from './process-identity.mjs';

/**
 * Stops a server that a killed parent has left behind on this cluster. The caller holds the lock of the data, so
 * such a server is nobody's. Any other process that has come to its pid since is not touched.
 */
export async function stopOrphan(cluster, log) {
  const pidFile = path.join(cluster, 'postmaster.pid');
  const pid = readPid(pidFile);
  // Windows tells no command lines; there the server alone judges its old pid.
  if (!pid || process.platform === 'win32') return;
  if (!servesCluster(pid, cluster)) return disown(pidFile);
  log(`Stopping a Postgres that an earlier start has left behind (process ${pid}).`);
  for (const [signal, waitMs] of [
    ['SIGINT', 10_000],
    ['SIGQUIT', 10_000],
  ]) {
    process.kill(pid, signal);
    if (await isGone(pid, waitMs)) return;
  }
  throw new Error(`Process ${pid}, an earlier Postgres on ${cluster}, does not stop.`);
}

function readPid(pidFile) {
  if (!existsSync(pidFile)) return undefined;
  return Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
}

function servesCluster(pid, cluster) {
  const command = commandOf(pid) ?? '';
  return /^\S*postgres(\.exe)? /.test(command) && `${command} `.includes(`-D ${cluster} `);
}

/**
 * The pid is nobody's, somebody else's, or that of a dead process whose end nobody has asked for yet; in the last two
 * cases Postgres would refuse to start. Removing the file would also remove the server's own check for processes that
 * still hold the old shared memory; naming its parent, which Postgres knows cannot be a rival, keeps that check.
 */
function disown(pidFile) {
  const [, ...rest] = readFileSync(pidFile, 'utf8').split('\n');
  writeFileSync(pidFile, [process.pid, ...rest].join('\n'));
}

async function isGone(pid, waitMs) {
  const startTime = startTimeOf(pid);
  for (const until = Date.now() + waitMs; Date.now() < until; await sleep(20)) {
    if (startTimeOf(pid) !== startTime || startTime === undefined) return true;
  }
  return false;
}
