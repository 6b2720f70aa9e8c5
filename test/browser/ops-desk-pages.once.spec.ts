// Aim: what an operator does with the dashboard's pages: signs in and is locked out, walks the list by keys, asks the bank about
// everything that matches, closes cases, and, if he may only look, is shown nothing to press. On data that are made up.
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, openPage } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { FakeOps } from '../support/fake-ops/fake-ops.js';
import { PASSWORD } from '../support/fake-ops/fake-sessions.js';
import { openOpsAs } from '../support/fake-ops/open-as.js';

/** Sooner than any page asks by itself. */
const AT_ONCE_MS = 10_000;

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

const openAs = (name: string, address: string): Promise<Page> => openOpsAs(browser, ops, name, address);

/** In the browser, whose types the tests do not know: as text. */
const turn = (hidden: boolean): string =>
  `Object.defineProperty(document, 'hidden', { configurable: true, value: ${hidden} });
   document.dispatchEvent(new Event('visibilitychange'));`;

it('tells a wrong password, then the time when a lock-out ends', async () => {
  const page = await openPage(browser);
  await page.goto(`${ops.url}/ops/stuck`);
  for (let tries = 0; tries < 6; tries += 1) {
    await page.getByLabel('Name').fill('saule');
    await page.getByLabel('Password', { exact: true }).fill('wrong');
    const answered = page.waitForResponse('**/ops/api/session');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await answered;
    if (tries === 0) await page.getByText('Name or password is wrong.').waitFor();
  }
  await page.getByText(/possible again at \d/).waitFor();
});

it('walks the list by keys and opens an order', async () => {
  const page = await openAs('daniyar', 'stuck');
  await page.waitForSelector('.row-target');
  for (const key of ['j', 'x', 'ArrowDown', 'x', 'k']) await page.keyboard.press(key);
  await page.getByText('2 rows selected').waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/ops\/orders\//);
  await page.getByRole('heading', { name: /^Order / }).waitFor();
});

it('leaves letters alone for whoever has turned them off', async () => {
  const page = await openAs('daniyar', 'stuck');
  await page.waitForSelector('.row-target');
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keys' });
  await dialog.getByLabel('single letters and signs are keys').uncheck();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await page.reload();
  await page.waitForSelector('.row-target');
  for (const key of ['j', 'x', '?', 'ArrowDown']) await page.keyboard.press(key);
  expect(await page.locator('.row-target:focus').count()).toBe(1);
  expect(await page.getByRole('dialog').count()).toBe(0);
  expect(await page.getByText(/rows? selected/).count()).toBe(0);
});

it('asks about everything that matches, and follows how far that is', async () => {
  const page = await openAs('daniyar', 'stuck?reason=undecided_too_long');
  await page.getByLabel('Select all on this page').check();
  await page.getByRole('button', { name: /Select everything that matches/ }).click();
  await page.keyboard.press('a');
  await page.getByRole('button', { name: /^Ask about \d+$/ }).click();
  await page.getByText('Everything has been asked.').waitFor();
  expect(ops.calls.findLast(({ path }) => path === '/stuck/ask')?.body).toEqual({
    filter: { reason: ['undecided_too_long'] },
  });
  expect(page.url()).toContain('asked=ask-1');
});

it('closes the cases that are selected, with a reason', async () => {
  const page = await openAs('daniyar', 'stuck?reason=disputed');
  await page.getByLabel('Select all on this page').check();
  await page.getByRole('button', { name: 'Close cases' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('The bank took the papers.');
  await dialog.getByRole('button', { name: 'Close cases' }).click();
  await page.getByText('Nothing matches').waitFor();
  expect(ops.calls.at(-1)).toMatchObject({
    path: '/cases/close',
    body: { reason: 'The bank took the papers.' },
  });
});

it('names what is stuck where that is no order', async () => {
  const page = await openAs('daniyar', 'stuck?reason=gateway_unreachable&reason=event_undelivered');
  await page.getByText(/^all of merchant /).waitFor();
  await page.getByText('subscription crm').waitFor();
});

it('has nothing to ask the bank about a whole merchant', async () => {
  const page = await openAs('daniyar', 'stuck?reason=gateway_unreachable');
  await page.getByLabel('Select all on this page').check();
  await page.keyboard.press('a');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('There is nothing to ask the bank about').waitFor();
  expect(await dialog.getByRole('alert').count()).toBe(0);
});

it('assigns what is still open of the cases that are selected', async () => {
  const page = await openAs('daniyar', 'stuck?reason=open_after_lifetime');
  await page.getByLabel('Select all on this page').check();
  await page.getByRole('button', { name: 'Assign' }).click();
  const dialog = page.getByRole('dialog');
  const found = Number(/\d+/.exec(await dialog.getByRole('heading', { name: /Assign \d+/ }).innerText())![0]);
  // Somebody else closes the first of them meanwhile.
  const [gone] = ops.stuck.list({ reason: 'open_after_lifetime' }).items;
  ops.stuck.rows = ops.stuck.rows.filter((row) => row !== gone);
  await dialog.getByRole('button', { name: 'Assign' }).click();
  await page.getByText(`Done for ${found - 1} cases.`).waitFor();
  await page.getByText('1 case had been closed before.').waitFor();
});

it('says inside the dialog why something was refused', async () => {
  const page = await openAs('daniyar', 'stuck?reason=unknown_at_gateway');
  await page.getByLabel('Select all on this page').check();
  await page.getByRole('button', { name: 'Close cases' }).click();
  await page.route('**/ops/api/cases/close', (route) =>
    route.fulfill({ status: 503, json: { code: 'UNAVAILABLE', detail: 'The database is away' } }),
  );
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('The bank took the papers.');
  await dialog.getByRole('button', { name: 'Close cases' }).click();
  await dialog.getByRole('alert').waitFor();
});

it('shows news by itself', async () => {
  const page = await openAs('timur', 'stuck?reason=double_payment');
  await page.waitForSelector('.row-target');
  await page.getByText('live', { exact: true }).waitFor();
  ops.stuck.rows = ops.stuck.rows.filter(({ reason }) => reason !== 'double_payment');
  ops.tell();
  await page.getByText('Nothing matches').waitFor();
});

it('listens for news only while the page is looked at, and has missed nothing when it is again', async () => {
  const others = ops.listeners;
  const page = await openAs('timur', 'stuck?reason=paid_after_close');
  await page.waitForSelector('.row-target');
  await eventually(() => expect(ops.listeners).toBe(others + 1));
  await page.evaluate(turn(true));
  await eventually(() => expect(ops.listeners).toBe(others));
  ops.stuck.rows = ops.stuck.rows.filter(({ reason }) => reason !== 'paid_after_close');
  await page.evaluate(turn(false));
  await page.getByText('Nothing matches').waitFor();
  expect(ops.listeners).toBe(others + 1);
});

it('shows of the overview whatever can be read, and says what cannot', async () => {
  const parts = ['stuck', 'states', 'detection', 'gateways', 'jobs', 'subscriptions'];
  ops.unreadable = Object.fromEntries(parts.map((part) => [part, null]));
  const page = await openAs('timur', '');
  await page.getByText('This cannot be read just now.').first().waitFor();
  expect(await page.getByText('This cannot be read just now.').count()).toBe(parts.length);
  ops.unreadable = { jobs: null };
  ops.tell();
  await page.getByRole('table', { name: 'Stuck now' }).waitFor();
  expect(await page.getByText('This cannot be read just now.').count()).toBe(1);
});

it('speaks Russian in the figures too', async () => {
  const page = await openOpsAs(browser, ops, 'timur', '', 'ru');
  await page.getByRole('cell', { name: '182 / 2 410 мс' }).waitFor();
});

it('says so where the session has ended, and not where one has signed out', async () => {
  const page = await openAs('daniyar', 'stuck');
  const ended = page.getByText('You were signed out.');
  await page.getByText('live', { exact: true }).waitFor();
  await page.context().clearCookies();
  ops.tell();
  await ended.waitFor();
  await page.getByLabel('Name').fill('daniyar');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForSelector('.row-target');
  await page.getByRole('button', { name: 'daniyar' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign in' }).waitFor({ timeout: AT_ONCE_MS });
  expect(await ended.count()).toBe(0);
});

it('shows the answer about the page that speaks for the order', async () => {
  const row = ops.stuck.rows.find(({ reason }) => reason === 'amount_mismatch')!;
  const page = await openAs('timur', 'stuck');
  await page.route('**/ops/api/orders/*', async (route) => {
    const told = await (await route.fetch()).json();
    const [first] = told.registrations;
    first.answer = { orderNumber: 'said of the first' };
    await route.fulfill({ json: { ...told, speaking: first.id } });
  });
  await page.goto(`${ops.url}/ops/orders/${row.orderId}`);
  await page.getByText('The bank’s answer as it came').click();
  await page.getByText('said of the first').waitFor();
});

it('resolves by hand only once the number of the order is typed', async () => {
  const row = ops.stuck.rows.find(({ reason }) => reason === 'amount_mismatch')!;
  const page = await openAs('aigerim', `orders/${row.orderId}`);
  await page.getByRole('button', { name: 'Resolve by hand' }).click();
  await page.getByRole('dialog').getByLabel('Reason').fill('As agreed with the shop.');
  const resolve = page.getByRole('button', { name: 'Resolve', exact: true });
  expect(await resolve.isEnabled()).toBe(false);
  await page.getByLabel(/Type the order number/).fill(row.orderNumber!);
  await resolve.click();
  await page.getByText('Resolved.').waitFor();
});

it('shows a viewer nothing to press', async () => {
  const row = ops.stuck.rows.find(({ reason }) => reason === 'amount_mismatch')!;
  const page = await openAs('timur', `orders/${row.orderId}`);
  await page.getByText('Your role may look, not act.').waitFor();
  const buttons = await page.locator('main').getByRole('button').allTextContents();
  expect(buttons.filter((text) => text !== 'Copy')).toEqual([]);
  await page.goto(`${ops.url}/ops/stuck`);
  await page.waitForSelector('.row-target');
  expect(await page.getByRole('checkbox').count()).toBe(0);
});

it.each([
  ['/ops/assets/gone-12345678.js', 404, undefined],
  ['/ops/gone.js', 404, undefined],
  ['/ops/api/gone', 404, undefined],
  ['/ops/orders/some-order', 200, 'no-store'],
])('answers %s with %d', async (address, status, caching) => {
  const answer = await fetch(ops.url + address);
  expect(answer.status).toBe(status);
  if (caching) expect(answer.headers.get('cache-control')).toBe(caching);
});

it('lets the hashed files be kept for a year, and the document bring nothing of its own', async () => {
  const page = await fetch(`${ops.url}/ops/`);
  expect(page.headers.get('content-security-policy')).not.toMatch(/unsafe/);
  const [script] = /\/ops\/assets\/[^"]+\.js/.exec(await page.text())!;
  const answer = await fetch(ops.url + script);
  expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
});
