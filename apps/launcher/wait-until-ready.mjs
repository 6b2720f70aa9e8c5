import { setTimeout as sleep } from 'node:timers/promises';

const GIVE_UP_AFTER_MS = 60_000;
const ASK_EVERY_MS = 50;
const ONE_ANSWER_MS = 2_000;

/** Resolves when every app answers its health address with 200. */
export async function waitUntilReady(apps, signal) {
  const until = Date.now() + GIVE_UP_AFTER_MS;
  await Promise.all(apps.map((app) => waitForOne(app, until, signal)));
}

async function waitForOne({ name, health }, until, signal) {
  while (!(await answers(health))) {
    if (Date.now() > until)
      throw new Error(`${name} is not ready after ${GIVE_UP_AFTER_MS / 1000} s (${health}).`);
    await sleep(ASK_EVERY_MS, undefined, { signal });
  }
}

async function answers(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(ONE_ANSWER_MS), redirect: 'error' });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false;
  }
}
