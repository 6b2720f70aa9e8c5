// Aim: what an operator needs is on the screen of a phone, and stays there when it is touched. Method: the built pages above made-up data.
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, openPage, PHONE } from '../support/browser.js';
import { FakeOps } from '../support/fake-ops/fake-ops.js';

let ops: FakeOps;
let browser: Browser;

beforeAll(async () => {
  ops = await FakeOps.start(60);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await ops?.stop();
});

async function openOnPhone(address: string): Promise<Page> {
  const page = await openPage(browser, PHONE);
  await page.context().addCookies([{ name: 'tolem_ops', value: 'daniyar', url: ops.url }]);
  await page.goto(`${ops.url}/ops/${address}`);
  return page;
}

/** Where every cell of the first card stands; in the browser, whose types the tests do not know. */
const CELLS = `[...document.querySelectorAll('.stuck-table tbody tr:first-child > *')]
  .map((cell) => { const { x, y, width, height } = cell.getBoundingClientRect(); return [x, y, width, height, getComputedStyle(cell).display] })`;

it('keeps a card a card when it is touched or focused', async () => {
  const page = await openOnPhone('stuck');
  await page.waitForSelector('.row-target');
  const before = await page.evaluate(CELLS);
  await page.locator('.stuck-table tbody tr').first().hover();
  expect(await page.evaluate(CELLS)).toEqual(before);
  await page.locator('.row-target').first().focus();
  expect(await page.evaluate(CELLS)).toEqual(before);
});

it('shows how many have failed without being moved sideways', async () => {
  const page = await openOnPhone('');
  await page.waitForSelector('.chart');
  const failed = page.locator('.panel-table td[data-label="Failed"]');
  expect(await failed.count()).toBeGreaterThan(5);
  for (const cell of await failed.all()) {
    const box = (await cell.boundingBox())!;
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(PHONE.width);
  }
});

it('begins the chart at now', async () => {
  const page = await openOnPhone('');
  const last = page.locator('.chart .hour').last();
  await last.waitFor();
  const box = (await last.boundingBox())!;
  expect(box.x + box.width).toBeLessThanOrEqual(PHONE.width);
});

it('goes on from what is stuck to all orders', async () => {
  const page = await openOnPhone('stuck?q=ORD-1');
  await page.getByRole('link', { name: 'Search all orders for “ORD-1”' }).click();
  await page.waitForURL(/\/ops\/orders\?q=ORD-1$/);
});

it('has the bank’s figure, its id, our number there, RRN and approval code at hand', async () => {
  const page = await openOnPhone('stuck?reason=amount_mismatch');
  const row = ops.stuck.rows.find(({ reason }) => reason === 'amount_mismatch')!;
  const card = page.locator('.stuck-table tbody tr', { hasText: row.orderNumber! });
  await card.getByText('RRN, ids').click();
  for (const text of [row.gatewayOrderNumber!, row.gatewayOrderId!, row.rrn!, row.approvalCode!])
    await card.getByText(text, { exact: true }).waitFor();
  expect(await card.locator('.cell-bank .amount').innerText()).not.toBe(
    await card.locator('.cell-amount').innerText(),
  );
});
