// Aim: the list of what is stuck does what it says: of what is selected, of pages that emptied, of the first so many.
// Method: Chromium, data that are made up.
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { FakeOps } from '../support/fake-ops/fake-ops.js';
import { openOpsAs } from '../support/fake-ops/open-as.js';

const ROWS = 700;
const PAGE = 50;

let ops: FakeOps;
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  ops = await FakeOps.start(ROWS);
});
afterEach(() => ops.stop());

const open = (address: string) => openOpsAs(browser, ops, 'daniyar', address);

it('keeps the others on the page when one of everything that matches is unticked', async () => {
  const page = await open('stuck');
  await page.getByLabel('Select all on this page').check();
  await page.getByRole('button', { name: /Select everything that matches/ }).click();
  await page.getByText(`Everything that matches is selected: ${ROWS} rows`).waitFor();
  await page.locator('tbody input[type=checkbox]').nth(3).uncheck();
  await page.getByText(`${PAGE - 1} rows selected`).waitFor();
  expect(await page.locator('tbody input[type=checkbox]:checked').count()).toBe(PAGE - 1);
});

it('goes to the last page that there is when the one on screen has emptied', async () => {
  const page = await open('stuck?offset=650');
  await page.waitForSelector('.row-target');
  await page.getByText('live', { exact: true }).waitFor();
  ops.stuck.rows = ops.stuck.rows.slice(0, 120);
  ops.tell();
  await page.getByText('101–120 of 120').waitFor();
  expect(new URL(page.url()).searchParams.get('offset')).toBe('100');
  await page.goto(`${ops.url}/ops/stuck?offset=650`);
  await page.getByText('101–120 of 120').waitFor();
});

it('takes the first so many as they are sorted on screen', async () => {
  const page = await open('stuck?sort=-amount');
  await page.getByLabel('Select all on this page').check();
  await page.getByRole('button', { name: /Select everything that matches/ }).click();
  const sorted = ops.stuck.list({ sort: '-amount', limit: String(ROWS) }).items;
  const cases = sorted.map(({ caseId }) => caseId).filter((id) => id !== null);
  await page.getByRole('button', { name: 'Close cases' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('The bank took the papers.');
  await dialog.getByRole('button', { name: 'Close cases' }).click();
  await dialog.waitFor({ state: 'detached' });
  const { ids } = ops.calls.at(-1)!.body as { ids: string[] };
  expect(ids).toEqual(cases.slice(0, 500));
});
