import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { startTimeOf } from './process-identity.mjs';

/** The lock belongs to a process that lives. */
export class LockHeld extends Error {
  constructor(file, pid) {
    super(`${file} is held by process ${pid}.`);
    this.pid = pid;
  }
}

/** Takes the lock for this process, from a dead holder too, and returns what releases it; throws LockHeld. */
export function takeLock(file) {
  const mine = JSON.stringify({ pid: process.pid, startTime: startTimeOf(process.pid) });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, mine, { mode: 0o600 });
  try {
    while (!linkIfAbsent(draft, file)) {
      const theirs = readIfPresent(file);
      if (theirs === mine) break;
      if (isHeld(theirs)) throw new LockHeld(file, JSON.parse(theirs).pid);
      if (theirs !== undefined) removeStale(file, theirs);
    }
    return () => readIfPresent(file) === mine && rmSync(file, { force: true });
  } finally {
    rmSync(draft, { force: true });
  }
}

/** As takeLock, but gives a living holder `waitMs` to finish. */
export async function waitForLock(file, waitMs) {
  for (const until = Date.now() + waitMs; ; await sleep(50)) {
    try {
      return takeLock(file);
    } catch (error) {
      if (!(error instanceof LockHeld) || Date.now() > until) throw error;
    }
  }
}

function isHeld(text) {
  if (text === undefined) return false;
  const { pid, startTime } = JSON.parse(text);
  return startTimeOf(pid) === startTime;
}

/** A link shows up with its text in it, or not at all: nobody ever reads half a lock. */
function linkIfAbsent(draft, file) {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Moved away before it is removed: of two who find the same dead lock, one must not remove the other's new one. */
function removeStale(file, text) {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw error;
  }
  if (readFileSync(aside, 'utf8') !== text) linkIfAbsent(aside, file);
  rmSync(aside);
}

function readIfPresent(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}
