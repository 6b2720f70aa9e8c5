// Aim: a payer walks through a real browser: Buy → the bank's page → card → back → paid. The pictures that README shows
// are taken on the way: into a temporary folder, or into docs/screenshots with SCREENSHOTS=1 (npm run screenshots).
import { mkdirSync, mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { ROOT } from '../support/child.js';
import { eventually } from '../support/eventually.js';
import { System } from '../support/system.js';

const folder = process.env.SCREENSHOTS
  ? path.join(ROOT, 'docs/screenshots')
  : mkdtempSync(path.join(os.tmpdir(), 'tolem-pictures-'));
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1180, height: 780 };

let system: System;
let browser: Browser;

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  system = await System.start({ demoShop: true });
  browser = await chromium.launch({
    executablePath: process.env.TEST_CHROMIUM!,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
    ],
  });
}, 90_000);
afterAll(async () => {
  await browser?.close();
  await system?.stop();
});

async function open(viewport = DESK): Promise<Page> {
  const context = await browser.newContext({ viewport, locale: 'en', colorScheme: 'light' });
  return context.newPage();
}

const picture = (page: Page, name: string) => page.screenshot({ path: path.join(folder, `${name}.png`) });

async function fillIn(page: Page, cvc: string): Promise<void> {
  await page.fill('#pan', '4444555511113333');
  await page.fill('#expiry', `12/${String(new Date().getFullYear() + 2).slice(-2)}`);
  await page.fill('#cvc', cvc);
  await page.fill('#holder', 'AIGERIM TEST');
}

it('buys, pays with the card, comes back and sees "paid"', async () => {
  const page = await open();
  await page.goto(system.demoShopUrl);
  await picture(page, '1-shop');
  await page.click('button[data-product] >> nth=0');
  await page.waitForSelector('#pan');
  await fillIn(page, '123');
  await picture(page, '2-bank-page');
  await page.click('#pay');
  await page.waitForURL(/\/orders\/DS-/);
  await page.waitForSelector('#state[data-state="paid"]');
  await picture(page, '3-paid');
  expect(await page.textContent('#events')).toContain('order.paid');
}, 60_000);

it('shows "declined" when the code is wrong and the page allows one attempt, on a phone', async () => {
  const page = await open(PHONE);
  await page.goto(`${system.demoShopUrl}/?shop=strict`);
  await picture(page, '4-shop-phone');
  await page.click('button[data-product] >> nth=1');
  await page.waitForSelector('#pan');
  await picture(page, '5-bank-page-phone');
  await fillIn(page, '999');
  await page.click('#pay');
  await page.waitForURL(/\/orders\/DS-/);
  await page.waitForSelector('#state[data-state="declined"]');
  await picture(page, '6-declined-phone');
}, 60_000);

it('waits on our page while the worker is stopped, and goes on by itself when it is back', async () => {
  const page = await open(PHONE);
  await page.goto(system.demoShopUrl);
  await page.click('button[data-product] >> nth=0');
  await page.waitForSelector('#pan');
  await fillIn(page, '123');
  system.worker.signal('SIGSTOP');
  try {
    await page.click('#pay');
    await page.waitForURL(/\/pay\/return\//);
    await page.waitForSelector('[role=status]');
    await picture(page, '7-waiting-phone');
  } finally {
    system.worker.signal('SIGCONT');
  }
  await page.waitForURL(/\/orders\/DS-/);
  await page.waitForSelector('#state[data-state="paid"]');
}, 60_000);

it('stays undecided at the shop until the event comes, whatever the redirect said', async () => {
  const page = await open();
  await page.goto(system.demoShopUrl);
  await page.click('button[data-product] >> nth=0');
  await page.waitForSelector('#pan');
  const number = await eventually(async () => {
    const [row] = await system.db.sql<{ number: string }>(
      'SELECT number FROM demo_shop.orders ORDER BY created_at DESC LIMIT 1',
    );
    return row!.number;
  });
  await page.goto(`${system.demoShopUrl}/orders/${number}?back=success`);
  await page.waitForSelector('#state[data-state="undecided"]');
}, 60_000);
