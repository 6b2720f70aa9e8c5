// Aim: whoever goes by keys or by ear always stands somewhere, and is told what he cannot see, once. Method: Chromium, its
// `document.activeElement`, data that are made up.
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { FakeOps } from '../support/fake-ops/fake-ops.js';
import { openOpsAs } from '../support/fake-ops/open-as.js';

let ops: FakeOps;
let browser: Browser;

beforeAll(async () => {
  ops = await FakeOps.start();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await ops?.stop();
});

const open = (address: string, name = 'daniyar') => openOpsAs(browser, ops, name, address);

const IN_FOCUS = `(({ id, tagName, ariaLabel, labels, textContent }) =>
  id === 'content' || tagName === 'BODY' ? tagName : ariaLabel ?? labels?.[0]?.textContent ?? textContent
)(document.activeElement)`;
const focusIs = (page: Page, what: string) =>
  eventually(async () => expect(await page.evaluate(IN_FOCUS)).toBe(what));
/** What had the focus may only go once the answers are there. */
const settled = (page: Page) => page.waitForTimeout(500);

const press = async (page: Page, name: string | RegExp) => {
  await page.getByRole('button', { name }).focus();
  await page.keyboard.press('Enter');
};

it.each([
  ['asked about', 'unknown_status', 'Ask the bank now', /^Ask about \d+$/, ''],
  ['assigned', 'open_after_lifetime', 'Assign', 'Assign', ''],
  ['closed', 'amounts_unknown', 'Close cases', 'Close cases', 'The bank took the papers.'],
])('gives the page the focus once what is selected is %s', async (_what, reason, button, confirm, said) => {
  const page = await open(`stuck?reason=${reason}`);
  await page.getByLabel('Select all on this page').check();
  await press(page, button);
  const dialog = page.getByRole('dialog');
  if (said) await dialog.getByLabel('Reason').fill(said);
  await dialog.getByRole('button', { name: confirm, disabled: false }).focus();
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await settled(page);
  await focusIs(page, 'MAIN');
});

it('leaves the focus where it was while a call is under way', async () => {
  const row = ops.stuck.rows.find(({ reason }) => reason === 'amount_mismatch')!;
  const page = await open(`orders/${row.orderId}`);
  await press(page, 'Ask the bank');
  await page.locator('.ask-outcome').waitFor();
  await settled(page);
  await focusIs(page, 'Ask the bank');
  await page.getByRole('combobox', { name: 'Assigned to' }).first().focus();
  await page.keyboard.press('ArrowDown');
  await settled(page);
  await focusIs(page, 'Assigned to');
});

it('lets go of the focus where that is wanted', async () => {
  const page = await open('stuck');
  await page.waitForSelector('.row-target');
  await page.getByLabel('Search by any number').press('Escape');
  ops.tell();
  await settled(page);
  await focusIs(page, 'BODY');
});

it('lets go of the focus although the page changes in the same moment', async () => {
  const page = await open('stuck');
  await page.waitForSelector('.row-target');
  await page.getByLabel('Search by any number').focus();
  await page.evaluate(`{
    document.activeElement.blur();
    document.body.append(document.createElement('i'));
  }`);
  await settled(page);
  await focusIs(page, 'BODY');
});

it('gives the page the focus where another is opened, and not where one begins', async () => {
  const page = await open('stuck');
  await page.waitForSelector('.row-target');
  await focusIs(page, 'BODY');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: /^Order / }).waitFor();
  await focusIs(page, 'MAIN');
  await page.getByRole('link', { name: 'Audit' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Audit' }).waitFor();
  await focusIs(page, 'MAIN');
});

it.each(['stuck?offset=250', 'orders?cursor=50', 'audit?before=81'])(
  'gives the page the focus where the list goes on: %s',
  async (address) => {
    const page = await open(address);
    const pager = page.getByRole('navigation', { name: 'Pages of the list' });
    await pager.getByRole('button', { name: 'Next' }).focus();
    await page.keyboard.press('Enter');
    await pager.getByRole('button', { name: 'Next', disabled: true }).waitFor();
    await settled(page);
    await focusIs(page, 'MAIN');
  },
);

it.each([
  ['orders', 'Shop', 'shop', 'books'],
  ['audit', 'About', 'subject', 'operator:saule'],
])('filters %s by what was typed and leaves the focus there', async (address, label, name, typed) => {
  const page = await open(address);
  const field = page.getByLabel(label, { exact: true });
  await field.fill(typed);
  await field.press('Enter');
  await page.waitForURL((url) => url.searchParams.get(name) === typed);
  await settled(page);
  await focusIs(page, label);
});

it('reads out how many would be asked about', async () => {
  const page = await open('stuck?reason=undecided_too_long');
  await page.getByLabel('Select all on this page').check();
  await press(page, 'Ask the bank now');
  await page
    .getByRole('dialog')
    .getByRole('status')
    .getByText(/the bank would be asked \d+ times/)
    .waitFor();
});

it('reads out how many match once for each filter, not at every news', async () => {
  const page = await open('stuck?reason=look_overdue');
  const said = page.locator('.page-head').getByRole('status');
  const before = ops.stuck.matching({ reason: 'look_overdue' }).length;
  await said.getByText(`${before} rows match`).waitFor({ state: 'attached' });
  await page.getByText('live', { exact: true }).waitFor();
  ops.stuck.rows = ops.stuck.rows.filter((row) => row !== ops.stuck.matching({ reason: 'look_overdue' })[0]);
  ops.tell();
  await page
    .locator('.page-head')
    .getByText(`${before - 1} rows match`)
    .waitFor();
  expect(await said.textContent()).toBe(`${before} rows match`);
  await page.getByRole('button', { name: 'Clear filters' }).first().click();
  await said.getByText(`${ops.stuck.rows.length} rows match`).waitFor({ state: 'attached' });
});
