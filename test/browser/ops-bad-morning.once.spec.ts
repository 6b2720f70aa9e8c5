// Aim: on a bad morning the dashboard shouts: the bank, every worker or a subscriber stops, or the api itself hangs, and within ten
// seconds each is at the top of the page, in the tab's title and in its icon; ten seconds after its end it is gone.
// Method: Chromium before processes as built, a shop that goes on selling, and one thing after the other that stops.
import { onOrderEvents, type Subscriber } from '@app/subscriber';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, openPage } from '../support/browser.js';
import { System } from '../support/system.js';

/** The promise, both ways. */
const PROMISED_MS = 10_000;
const SELLS_EVERY_MS = 400;

let system: System;
let browser: Browser;
let page: Page;
let selling: NodeJS.Timeout;
const subscribers = new Map<string, Subscriber>();

function subscribe(subscription: string): void {
  const subscriber = onOrderEvents({
    subscription,
    url: system.eventsUrl,
    handlers: { 'order.paid': () => Promise.resolve() },
    onError: () => {},
  });
  subscribers.set(subscription, subscriber);
}

beforeAll(async () => {
  system = await System.start();
  for (const name of ['ledger', 'demo-shop']) subscribe(name);
  browser = await launchBrowser();
  // A shop sells on, whatever happens to us.
  selling = setInterval(() => void system.register().catch(() => undefined), SELLS_EVERY_MS);
  page = await openPage(browser);
  const ann = await system.operator('viewer');
  await page.goto(new URL('/ops/stuck', system.apiUrls[0]).href);
  await page.getByLabel('Name').fill(ann.name);
  await page.getByLabel('Password', { exact: true }).fill(ann.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator('.band[data-level=green]').waitFor();
});
afterAll(async () => {
  clearInterval(selling);
  await browser?.close();
  await Promise.all([...subscribers.values()].map((subscriber) => subscriber.close()));
  await system?.stop();
});

const first = () => page.locator('.alarms li').first();

/** In the page, whose types the tests do not know: as text. */
const icon = () => page.evaluate<string>(`document.querySelector('link[rel=icon]').getAttribute('href')`);

async function shouts(text: string): Promise<void> {
  await first().filter({ hasText: text }).waitFor({ timeout: PROMISED_MS });
}

/** Red is for what does not work; a subscriber is late before it has stopped. */
async function isSeenFromAnotherTab(text: string): Promise<void> {
  expect(await page.title()).toMatch(new RegExp(`^(‼|!) ${text}.* · Stuck orders · Tolem$`));
  expect(await icon()).toMatch(/^\/ops\/icon-(red|amber)\.svg$/);
}

/** Its own alarm is gone at once; what it has kept waiting may take longer, as the lease of a worker that was killed. */
async function isOver(text: string): Promise<void> {
  await page.locator('.alarms li', { hasText: text }).waitFor({ state: 'detached', timeout: PROMISED_MS });
  await page.locator('.band[data-level=green]').waitFor();
  expect([await page.title(), await icon()]).toEqual(['Stuck orders · Tolem', '/ops/icon-green.svg']);
}

it('the bank dies', async () => {
  await system.simulator.end();
  await shouts('Bank does not answer');
  await isSeenFromAnotherTab('Bank does not answer');
  await first()
    .filter({ hasText: /merchant patient, for .*, \d+ orders? waits?, asked next/ })
    .waitFor();
  await system.simulator.start();
  await isOver('Bank does not answer');
});

it('every worker dies', async () => {
  await system.worker.end();
  await shouts('No worker is alive');
  await isSeenFromAnotherTab('No worker is alive');
  await system.worker.start();
  await isOver('No worker is alive');
});

it('a subscriber stops', async () => {
  await subscribers.get('ledger')!.close();
  await shouts('ledger does not take its events');
  await isSeenFromAnotherTab('ledger does not take its events');
  subscribe('ledger');
  await isOver('ledger does not take its events');
});

it('the api hangs, and the page is not called live', async () => {
  const live = page.getByText('live', { exact: true });
  await live.waitFor();
  system.api.signal('SIGSTOP');
  try {
    await live.waitFor({ state: 'detached', timeout: PROMISED_MS });
    await shouts('The service does not answer');
    await isSeenFromAnotherTab('The service does not answer');
  } finally {
    system.api.signal('SIGCONT');
  }
  await live.waitFor({ timeout: PROMISED_MS });
  await isOver('The service does not answer');
});
