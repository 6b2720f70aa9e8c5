// Aim: every page of the dashboard, light and dark, in each language, at a desk and on a phone: axe finds nothing serious, it
// fits, and its own policy forbids nothing that it does; and the list of what is stuck is there after few bytes.
// The pages are the built ones, the data behind them believable and made up. SCREENSHOTS=1 keeps pictures of them.
import axe from 'axe-core';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { DESK, launchBrowser, openPage, PHONE } from '../support/browser.js';
import { ROOT } from '../support/child.js';
import { FakeOps } from '../support/fake-ops/fake-ops.js';

const FOLDER = path.join(ROOT, 'docs/screenshots');
const taken = process.env.SCREENSHOTS === '1';
/** Every reason there is, and some rows more. */
const ROWS = 60;
const BUDGET_BYTES = 300_000;

const WALKS = (['light', 'dark'] as const).flatMap((scheme) =>
  ['en', 'ru'].flatMap((language) =>
    Object.entries({ desk: DESK, phone: PHONE }).map(([name, viewport]) => ({
      scheme,
      language,
      name,
      viewport,
    })),
  ),
);
type Walk = (typeof WALKS)[number];

let ops: FakeOps;
let browser: Browser;

beforeAll(async () => {
  mkdirSync(FOLDER, { recursive: true });
  ops = await FakeOps.start(ROWS);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await ops?.stop();
});

it.each(WALKS)('$scheme, $language, $name', async (walk) => {
  const page = await openPage(browser, walk.viewport, walk.language, walk.scheme);
  const complaints = listenForComplaints(page);
  await page.goto(`${ops.url}/ops`);
  await page.waitForSelector('input[name=password]');
  await look(page, walk, 'sign-in');
  await signIn(page);
  await page.waitForSelector('.chart');
  await look(page, walk, 'overview');
  await page.goto(`${ops.url}/ops/stuck`);
  await page.waitForSelector('.row-target');
  await look(page, walk, 'stuck');
  await page.click('tbody input[type=checkbox] >> nth=0');
  await page.click('.selection-bar button >> nth=-1');
  await page.waitForSelector('dialog table');
  await look(page, walk, 'ask');
  await page.keyboard.press('Escape');
  await page.goto(`${ops.url}/ops/stuck?q=nothing-like-it`);
  await page.waitForSelector('.sight');
  await look(page, walk, 'no-match');
  await page.goto(`${ops.url}/ops/orders/${ops.stuck.rows[0]!.orderId}`);
  await page.waitForSelector('.timeline');
  await look(page, walk, 'order');
  await page.click('.careful');
  await page.waitForSelector('dialog textarea');
  await look(page, walk, 'resolve');
  await page.goto(`${ops.url}/ops/orders`);
  await page.waitForSelector('.orders-table');
  await look(page, walk, 'orders');
  await page.goto(`${ops.url}/ops/audit`);
  await page.waitForSelector('.audit-table');
  await look(page, walk, 'audit');
  expect(complaints).toEqual([]);
});

it('draws the list of what is stuck within 300 kB, gzipped', async () => {
  const page = await openPage(browser);
  await page.context().addCookies([{ name: 'tolem_ops', value: 'timur', url: ops.url }]);
  await page.setExtraHTTPHeaders({ 'accept-encoding': 'gzip' });
  const network = await page.context().newCDPSession(page);
  await network.send('Network.enable');
  let bytes = 0;
  const files = new Map<string, string>();
  network.on('Network.requestWillBeSent', ({ requestId, request }) => files.set(requestId, request.url));
  network.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.goto(`${ops.url}/ops/stuck`);
  await page.waitForSelector('.row-target');
  const elsewhere = [...files.values()].filter((url) => !url.startsWith(`${ops.url}/ops/`));
  expect({ elsewhere, enough: bytes < BUDGET_BYTES, few: bytes > 50_000 }).toEqual({
    elsewhere: [],
    enough: true,
    few: true,
  });
  if (process.env.SHOW_BYTES) process.stdout.write(`${bytes} bytes in ${files.size} requests\n`);
});

async function signIn(page: Page): Promise<void> {
  await page.fill('input[name=name]', 'aigerim');
  await page.fill('input[name=password]', 'steppe eagle over Alatau');
  await page.click('button[type=submit]');
}

/** In the browser, whose types the tests do not know: as text. */
const OVERFLOW = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
const RUN_AXE = `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations
  .map(({ id, impact, nodes }) => id + ' (' + impact + '): ' + nodes.map(({ target }) => target).slice(0, 3).join(', ')))`;

/** One picture by day and one by night tell enough. */
const PICTURED = ['light-en-desk', 'dark-ru-phone'];

async function look(page: Page, { scheme, language, name }: Walk, what: string): Promise<void> {
  await page.evaluate('document.fonts.ready');
  const kind = `${scheme}-${language}-${name}`;
  if (taken && PICTURED.includes(kind)) {
    const file = path.join(FOLDER, `ops-${what}-${kind}.webp`);
    await page.screenshot({ path: file, type: 'webp', quality: 75, animations: 'disabled' });
  }
  await page.evaluate(axe.source);
  const seen = {
    violations: await page.evaluate<string[]>(RUN_AXE),
    overflow: await page.evaluate<number>(OVERFLOW),
    language: await page.evaluate<string>('document.documentElement.lang'),
    colours: await page.evaluate<string>('getComputedStyle(document.documentElement).colorScheme'),
  };
  expect({ what, ...seen }).toEqual({ what, violations: [], overflow: 0, language, colours: scheme });
}

/** What the browser complains of: broken policies, errors of ours. That nobody is signed in at first is no complaint. */
function listenForComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    const expected = message.text().includes('401');
    if (['error', 'warning'].includes(message.type()) && !expected) complaints.push(message.text());
  });
  return complaints;
}
