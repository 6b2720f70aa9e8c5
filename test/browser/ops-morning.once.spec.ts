// Aim: what operations people do in the morning, with the dashboard as built and everything behind it real: find what is stuck,
// ask the bank about all of it, watch it settle because the worker asked, close what is left. Method: Chromium, three hundred
// orders of every reason, the gateway simulator.
import { CASE_REASONS } from '@app/orders';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, openPage } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import type { SignedInOperator } from '../support/operator.js';
import { copyStuck, openCase } from '../support/stuck-rows.js';
import { System } from '../support/system.js';

const STUCK = 300;
const AT_ONCE = 25;
const MANY = 2_300;
const PATIENCE_MS = 60_000;

let system: System;
let browser: Browser;
let ann: SignedInOperator;

beforeAll(async () => {
  system = await System.start();
  browser = await launchBrowser();
  ann = await system.operator('admin', { name: 'ann' });
});
afterAll(async () => {
  await browser?.close();
  await system?.stop();
});

const address = (path: string) => new URL(`/ops/${path}`, system.apiUrls[0]).href;

async function signIn(page: Page, name: string, password: string): Promise<void> {
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password', { exact: true }).fill(password);
  const answered = page.waitForResponse('**/ops/api/session');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await answered;
}

async function openAs({ name, password }: SignedInOperator, path: string): Promise<Page> {
  const page = await openPage(browser);
  await page.goto(address(path));
  await signIn(page, name, password);
  return page;
}

/** Paid at the bank, and stuck here for every reason in turn; only who is asked to looks at them before tomorrow. */
async function makeStuckOrders(): Promise<void> {
  for (let at = 0; at < STUCK; at += AT_ONCE)
    await Promise.all(
      Array.from({ length: AT_ONCE }, async (_, by) => {
        const { body } = await system.register({ expiresInSeconds: 86_400 });
        await system.pay(body);
        await openCase(system.db, String(body.id), CASE_REASONS[(at + by) % CASE_REASONS.length]);
        await system.db.sql(
          "UPDATE registrations SET next_poll_at = tolem_now() + interval '1 day' WHERE order_id = $1",
          [body.id],
        );
      }),
    );
}

it('lets in who knows the password, and nobody who guesses', async () => {
  const page = await openPage(browser);
  await page.goto(address('stuck'));
  for (let tries = 0; tries < 6; tries += 1) await signIn(page, 'saule', 'a guess');
  await page.getByText(/possible again at \d/).waitFor();
  await signIn(page, ann.name, ann.password);
  await page.getByRole('heading', { name: 'Stuck orders' }).waitFor();
});

it('takes an operator through the morning', async () => {
  await makeStuckOrders();
  const page = await openAs(ann, 'stuck');
  await page.getByText(`${STUCK} rows match`).first().waitFor();

  await page.goto(address('stuck?reason=amount_mismatch&reason=unknown_status&reason=undecided_too_long'));
  const chosen = STUCK / CASE_REASONS.length;
  await page.waitForSelector('.row-target');
  const shown = await page.locator('.row-target').count();
  expect(Math.abs(shown - 3 * chosen)).toBeLessThanOrEqual(3);
  await page.getByLabel('Select all on this page').check();
  await page.keyboard.press('a');
  await page.getByRole('button', { name: `Ask about ${shown}`, exact: true }).click();
  await page.getByText('Everything has been asked.').waitFor({ timeout: PATIENCE_MS });
  // Nobody reloads: the worker asked, and the list is live.
  await page.getByText('Nothing matches').waitFor({ timeout: PATIENCE_MS });

  await page.goto(address('stuck'));
  await page
    .getByText(`${STUCK - shown} rows match`)
    .first()
    .waitFor();
  await page.getByLabel('Select all on this page').check();
  await page.getByRole('button', { name: /Select everything that matches/ }).click();
  await page.getByRole('button', { name: 'Close cases' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('Seen in the bank’s cabinet.');
  await dialog.getByRole('button', { name: 'Close cases' }).click();
  await page.getByRole('heading', { name: 'Nothing is stuck' }).waitFor({ timeout: PATIENCE_MS });
  expect(await system.db.sql('SELECT FROM stuck_orders')).toEqual([]);
});

it('shows the story of an order as it happens', async () => {
  const { body: order } = await system.register({ expiresInSeconds: 86_400 });
  const page = await openAs(ann, `orders/${order.id}`);
  await page.getByRole('heading', { name: `Order ${order.orderNumber}` }).waitFor();
  await system.pay(order);
  await page.getByRole('button', { name: 'Ask the bank' }).click();
  const story = page.locator('main');
  await story.getByText('Paid', { exact: true }).first().waitFor({ timeout: PATIENCE_MS });
  await story
    .getByText(/operator ann|ann/)
    .first()
    .waitFor();
  expect(await system.show(order.id)).toMatchObject({ state: 'paid' });
});

it.each([
  ['en', 'Ask the bank', /^now charged, ₸12,500\.00, \d+ s ago$/, /^still charged, ₸12,500\.00, \d+ s ago$/],
  [
    'ru',
    'Спросить банк',
    /^теперь деньги списаны, 12.500,00.₸, \d+ с назад$/,
    /^по-прежнему деньги списаны, 12.500,00.₸, \d+ с назад$/,
  ],
])('shows what came of asking the bank where it was pressed (%s)', async (language, button, news, same) => {
  const { body: order } = await system.register({ expiresInSeconds: 86_400 });
  await system.pay(order);
  const page = await openPage(browser, undefined, language);
  const [name, value] = ann.cookie.split(/=(.*)/s) as [string, string];
  await page.context().addCookies([{ name, value, url: address('') }]);
  await page.goto(address(`orders/${order.id}`));
  const outcome = page.locator('.ask-outcome');
  await page.getByRole('button', { name: button }).click();
  await outcome.filter({ hasText: news }).waitFor({ timeout: PATIENCE_MS });
  // A page that is over is asked again, and says the same.
  await page.getByRole('button', { name: button }).click();
  await outcome.filter({ hasText: same }).waitFor({ timeout: PATIENCE_MS });
});

it('resolves by hand only with the number typed, and never to paid', async () => {
  const { body: order } = await system.register({ expiresInSeconds: 86_400 });
  await openCase(system.db, order.id, 'operation_unknown');
  const page = await openAs(ann, `orders/${order.id}`);
  await page.getByRole('button', { name: 'Resolve by hand' }).click();
  await page.getByRole('dialog').getByLabel('Reason').fill('As agreed with the shop.');
  const resolve = page.getByRole('button', { name: 'Resolve', exact: true });
  expect(await resolve.isEnabled()).toBe(false);
  // The bank says that it can be paid: nobody ends it.
  expect(await page.getByRole('dialog').getByRole('radio').count()).toBe(1);
  const asIf = (closedBy: string | null) =>
    system.db.sql(
      'UPDATE cases SET closed_by = $2::text, closed_at = CASE WHEN $2::text IS NULL THEN NULL ELSE tolem_now() END WHERE order_id = $1',
      [order.id, closedBy],
    );
  await asIf('operator:bob');
  await page.getByLabel(/Type the order number/).fill(order.orderNumber);
  await resolve.click();
  await page.getByText('The order cannot be resolved so.').waitFor();
  await asIf(null);
  await resolve.click();
  await page.getByText('Resolved.').waitFor();
  expect(await system.show(order.id)).toMatchObject({ state: 'registered' });
  expect(
    await system.db.sql('SELECT FROM cases WHERE order_id = $1 AND closed_at IS NULL', [order.id]),
  ).toEqual([]);
});

it('gives a viewer nothing to press', async () => {
  const { body: order } = await system.register();
  await openCase(system.db, order.id, 'disputed');
  const page = await openAs(await system.operator('viewer', { name: 'timur' }), `orders/${order.id}`);
  await page.getByText('Your role may look, not act.').waitFor();
  const buttons = await page.locator('main').getByRole('button').allTextContents();
  expect(buttons.filter((text) => text !== 'Copy')).toEqual([]);
});

it('asks about all that match, not about the fifty that are shown', async () => {
  const { body: order } = await system.register({ expiresInSeconds: 86_400 });
  await copyStuck(system.db, order.id, MANY, 'hold_expiring');
  const page = await openAs(ann, 'stuck?reason=hold_expiring');
  await page
    .getByText(/2,300 rows match/)
    .first()
    .waitFor();
  expect(await page.locator('.row-target').count()).toBe(50);
  await page.getByLabel('Select all on this page').check();
  await page.getByRole('button', { name: /Select everything that matches/ }).click();
  await page.keyboard.press('a');
  await page.getByRole('button', { name: /^Ask about 2,?300$/ }).click();
  await eventually(async () => {
    const asks = await system.db.sql<{ n: number }>(
      'SELECT count(*)::int AS n FROM bulk_ask_items GROUP BY ask_id ORDER BY n DESC LIMIT 1',
    );
    expect(asks).toEqual([{ n: MANY }]);
  }, PATIENCE_MS);
});
