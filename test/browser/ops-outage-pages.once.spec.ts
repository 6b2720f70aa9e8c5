// Aim: a page never calls itself live on a service that hangs, says as of when it speaks, and what could not be loaded in an outage
// comes by itself after it. Method: the built pages above made-up data, whose answers are held back or refused.
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { FakeOps } from '../support/fake-ops/fake-ops.js';
import { WELL } from '../support/fake-ops/band.js';
import { openOpsAs } from '../support/fake-ops/open-as.js';

let ops: FakeOps;
let browser: Browser;

beforeAll(async () => {
  ops = await FakeOps.start(60);
  ops.band = WELL;
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await ops?.stop();
});

const openAs = (address: string): Promise<Page> => openOpsAs(browser, ops, 'daniyar', address);
const isLive = (page: Page) => page.getByText('live', { exact: true });

it('is live only while something is heard through the line, not while it is open', async () => {
  const page = await openAs('stuck');
  await isLive(page).waitFor();
  ops.silent = true;
  await page.getByText('not live').waitFor();
  expect(ops.listeners).toBeGreaterThan(0);
  ops.silent = false;
  await isLive(page).waitFor();
});

it('has missed nothing of what happened while it was not live', async () => {
  const page = await openAs('stuck?reason=double_payment');
  await page.waitForSelector('.row-target');
  await isLive(page).waitFor();
  ops.silent = true;
  await page.getByText('not live').waitFor();
  ops.stuck.rows = ops.stuck.rows.filter(({ reason }) => reason !== 'double_payment');
  ops.silent = false;
  await page.getByText('Nothing matches').waitFor();
});

it('says as of when it speaks, and stands still there while nothing new can be had', async () => {
  const page = await openAs('stuck');
  const asOf = page.getByText(/^as of \d\d?:\d\d:\d\d/);
  await asOf.waitFor();
  await page.route('**/ops/api/stuck?*', () => new Promise<void>(() => {}));
  const said = await asOf.innerText();
  ops.tell();
  // An answer that never comes is one that failed.
  await page.getByRole('alert').getByText('The service does not answer.').waitFor();
  expect(await asOf.innerText()).toBe(said);
  await page.waitForSelector('.row-target');
  await page.unroute('**/ops/api/stuck?*');
  await page.getByRole('alert').waitFor({ state: 'detached' });
  expect(await asOf.innerText()).not.toBe(said);
});

it('says that the service does not answer, at the top, in the title and in the icon', async () => {
  const page = await openAs('stuck');
  const icon = () => page.evaluate<string>(`document.querySelector('link[rel=icon]').getAttribute('href')`);
  await page.waitForSelector('.row-target');
  await page.locator('.band[data-level=green]').waitFor();
  expect([await page.title(), await icon()]).toEqual(['Stuck orders · Tolem', '/ops/icon-green.svg']);
  await page.route('**/ops/api/band', (route) => route.abort());
  await page.locator('.band[data-level=red] strong', { hasText: 'The service does not answer' }).waitFor();
  expect([await page.title(), await icon()]).toEqual([
    '‼ The service does not answer · Stuck orders · Tolem',
    '/ops/icon-red.svg',
  ]);
  await page.unroute('**/ops/api/band');
  await page.locator('.band[data-level=green]').waitFor();
  for (const level of ['green', 'amber', 'red'])
    expect((await fetch(`${ops.url}/ops/icon-${level}.svg`)).headers.get('content-type')).toBe(
      'image/svg+xml',
    );
});

it('says of a page whose file cannot be had in an outage that it cannot be loaded, and shows it afterwards', async () => {
  const page = await openAs('stuck');
  await page.waitForSelector('.row-target');
  const away = '**/ops/{api,assets}/**';
  await page.route(away, (route) => route.abort());
  await page.getByRole('link', { name: 'Audit' }).click();
  await page.getByText('This page cannot be loaded just now').waitFor();
  await page.unroute(away);
  await page.waitForSelector('.audit-table');
  expect(page.url()).toMatch(/\/ops\/audit$/);
});

it('shows a page whose data could not be had as soon as they can', async () => {
  const page = await openAs('stuck');
  await page.waitForSelector('.row-target');
  await page.route('**/ops/api/orders?*', (route) =>
    route.fulfill({ status: 503, json: { code: 'UNAVAILABLE', detail: 'The database is away' } }),
  );
  await page.getByRole('link', { name: 'Orders' }).click();
  await page.getByText('This could not be loaded').waitFor();
  await page.unroute('**/ops/api/orders?*');
  await page.waitForSelector('.orders-table');
});
