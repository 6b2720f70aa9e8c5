// Aim: a payer walks through a real browser: Buy → the bank's page → card → back → paid.
import type { Browser } from 'playwright-core';
import { buy, fillIn, launchBrowser, openPage, openScriptless, PHONE } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { System } from '../support/system.js';

let system: System;
let browser: Browser;

beforeAll(async () => {
  system = await System.start({ demoShop: true });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await system?.stop();
});

it('buys, pays with the card, comes back and sees "paid"', async () => {
  const page = await openPage(browser);
  await buy(page, system.demoShopUrl);
  await fillIn(page, '123');
  await page.click('#pay');
  await page.waitForURL(/\/orders\/DS-/);
  await page.waitForSelector('#state[data-state="paid"]');
  expect(await page.textContent('#events')).toContain('order.paid');
});

it('shows "declined" when the code is wrong and the page allows one attempt, on a phone', async () => {
  const page = await openPage(browser, PHONE);
  await buy(page, system.demoShopUrl, 'strict');
  await fillIn(page, '999');
  await page.click('#pay');
  await page.waitForURL(/\/orders\/DS-/);
  await page.waitForSelector('#state[data-state="declined"]');
});

it('tries again after a decline, and pays', async () => {
  const page = await openPage(browser, PHONE);
  await buy(page, system.demoShopUrl, 'strict');
  const firstUrl = page.url();
  await fillIn(page, '999');
  await page.click('#pay');
  await page.waitForSelector('#state[data-state="declined"]');
  await page.click('#again button');
  await page.waitForSelector('#pan');
  expect(page.url()).not.toBe(firstUrl);
  await fillIn(page, '123');
  await page.click('#pay');
  await page.waitForSelector('#state[data-state="paid"]');
  expect(
    await page.locator('#events li').evaluateAll((lines) => lines.map((line) => line.dataset.type)),
  ).toEqual(['order.registered', 'order.declined', 'order.registered', 'order.paid']);
});

it('tries again after the time was over', async () => {
  const page = await openPage(browser);
  await buy(page, system.demoShopUrl);
  await page.goto(system.demoShopUrl);
  await page.click('#orders a >> nth=0');
  await system.pass(25 * 60_000);
  await page.waitForSelector('#state[data-state="expired"]');
  await page.click('#again button');
  await page.waitForSelector('#pan');
});

it('waits on our page while the worker is stopped, and goes on by itself when it is back', async () => {
  const page = await openPage(browser, PHONE);
  await buy(page, system.demoShopUrl);
  await fillIn(page, '123');
  system.worker.signal('SIGSTOP');
  try {
    await page.click('#pay');
    await page.waitForURL(/\/pay\/return\//);
    await page.waitForSelector('[role=status]');
  } finally {
    system.worker.signal('SIGCONT');
  }
  await page.waitForURL(/\/orders\/DS-/);
  await page.waitForSelector('#state[data-state="paid"]');
});

it('is offered both ways out by a page without script, which then goes on by itself too', async () => {
  const [successUrl, failUrl] = ['paid', 'sorry'].map((word) => `${system.demoShopUrl}/?${word}`);
  const { body: order } = await system.register({ successUrl, failUrl });
  const page = await openScriptless(browser);
  await page.goto(new URL(await system.returnUrlOf(order), system.apiUrls[0]).href);
  const payLink = page.locator(`a:visible[href="${order.paymentUrl}"]`);
  const backLink = page.locator(`a:visible[href="${failUrl}"]`);
  expect([await payLink.count(), await backLink.count()]).toEqual([0, 0]);
  await system.pass(20_000);
  await payLink.waitFor();
  expect(await backLink.count()).toBe(1);
  await system.pay(order);
  await page.waitForURL(successUrl!);
});

it('stays undecided at the shop until the event comes, whatever the redirect said', async () => {
  const page = await openPage(browser);
  await buy(page, system.demoShopUrl);
  const number = await eventually(async () => {
    const [row] = await system.db.sql<{ number: string }>(
      'SELECT number FROM demo_shop.orders ORDER BY created_at DESC LIMIT 1',
    );
    return row!.number;
  });
  await page.goto(`${system.demoShopUrl}/orders/${number}?back=success`);
  await page.waitForSelector('#state[data-state="undecided"]');
});
