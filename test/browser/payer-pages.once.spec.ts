// Aim: every page for a person, in each language: it says its language, fits a phone, and every field has a label.
// SCREENSHOTS=1 (npm run screenshots) takes the pictures of docs/screens.md on the way; else only a phone is walked with.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { buy, DESK, fillIn, launchBrowser, openPage, PHONE } from '../support/browser.js';
import { ROOT } from '../support/child.js';
import { System } from '../support/system.js';

const FOLDER = path.join(ROOT, 'docs/screenshots');
const taken = process.env.SCREENSHOTS === '1';
const LANGUAGES = ['kk', 'ru', 'en'];
const VIEWPORTS = taken ? { desk: DESK, phone: PHONE } : { phone: PHONE };
const WALKS = LANGUAGES.flatMap((language) =>
  Object.entries(VIEWPORTS).map(([name, viewport]) => ({ language, name, viewport })),
);
/** Cards whose bank asks the payer, in 3-D Secure 2 and 1 (apps/gateway-simulator/README.md). */
const ASKS = '5555555555555599';
const ASKS_A_CODE = '4012001038166662';
const PATIENCE_MS = 21_000;
const TOO_LATE_MS = 25 * 60_000;

let system: System;
let browser: Browser;

beforeAll(async () => {
  mkdirSync(FOLDER, { recursive: true });
  system = await System.start({ demoShop: true });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await system?.stop();
});

type Walk = (typeof WALKS)[number];

/** In the browser, whose types the tests do not know: as text. */
const LOOK = `({
  language: document.documentElement.lang,
  overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  unlabelled: [...document.querySelectorAll('input:not([type=hidden])')]
    .filter((input) => input.labels.length === 0 && !input.hasAttribute('aria-label'))
    .map((input) => input.id),
  title: document.title.length > 0,
})`;

/** Looks at the page as it stands; `whole` pictures all of it and not only what fits the screen. */
async function look(page: Page, { language, name }: Walk, what: string, whole = false): Promise<void> {
  const seen = await page.evaluate<object>(LOOK);
  expect({ what, ...seen }).toEqual({ what, language, overflow: 0, unlabelled: [], title: true });
  await picture(page, `${what}-${language}-${name}`, whole);
}

async function picture(page: Page, name: string, whole = false): Promise<void> {
  if (!taken) return;
  const file = path.join(FOLDER, `${name}.webp`);
  await page.screenshot({ path: file, type: 'webp', quality: 75, fullPage: whole, animations: 'disabled' });
}

const open = ({ viewport, language }: Walk) => openPage(browser, viewport, language);
const state = (page: Page, word: string) => page.waitForSelector(`#state[data-state="${word}"]`);

it.each(WALKS)('the bank’s pages: $language, $name', async (walk) => {
  const page = await open(walk);
  await buy(page, system.demoShopUrl);
  const formUrl = page.url();
  await fillIn(page, '123');
  await look(page, walk, 'bank');
  await page.click('#apple-pay');
  await page.waitForURL(/wallet\.html/);
  await look(page, walk, 'wallet');
  await page.goto(formUrl);
  await fillIn(page, '999');
  await page.click('#pay');
  await page.waitForSelector('#error:not(:empty)');
  await look(page, walk, 'refused');
  await fillIn(page, '123', ASKS);
  await page.click('#pay');
  await page.waitForURL(/acs\.html/);
  await look(page, walk, '3ds');
  await page.click('#success');
  await state(page, 'paid');
  await page.goto(formUrl);
  await look(page, walk, 'bank-paid');
});

it.each(WALKS)(
  'the bank’s pages of 3-D Secure 1 and of orders that cannot be paid: $language, $name',
  async (walk) => {
    const page = await open(walk);
    const register = async (changes: object, shop?: 'strict') =>
      (await system.register({ language: walk.language, ...changes }, shop)).body;
    const { paymentUrl } = await register({});
    await page.goto(paymentUrl);
    await fillIn(page, '123', ASKS_A_CODE);
    await page.click('#pay');
    await page.fill('#code', '0000');
    await page.click('#confirm');
    await page.waitForSelector('#error:not(:empty)');
    await look(page, walk, '3ds1');
    // Nothing comes of the way to Tolem, so that the page stays.
    await page.route('**/pay/return/**', (route) => route.fulfill({ status: 204 }));
    await page.fill('#code', '123456');
    await page.click('#confirm');
    await page.waitForSelector('#onward');
    await look(page, walk, 'onward');
    await page.goto(paymentUrl.replace(/mdOrder=[^&]+/, 'mdOrder=nobodys'));
    await look(page, walk, 'bank-unknown');
    const held = await register({ mode: 'hold' });
    await system.pay(held);
    await page.goto(held.paymentUrl);
    await look(page, walk, 'bank-held');
    const closed = await register({}, 'strict');
    await system.pay(closed, { cvc: '999' });
    await page.goto(closed.paymentUrl);
    await look(page, walk, 'bank-closed');
  },
);

it.each(WALKS)('the shop’s pages: $language, $name', async (walk) => {
  const page = await open(walk);
  await buy(page, system.demoShopUrl);
  await fillIn(page, '123');
  await page.click('#pay');
  await state(page, 'paid');
  await page.waitForSelector('[data-step="10"][data-sight="seen"]');
  await page.click('[data-step="4"] summary');
  await look(page, walk, 'paid', true);
  await buy(page, system.demoShopUrl, 'strict');
  await fillIn(page, '999');
  await page.click('#pay');
  await state(page, 'declined');
  await page.click('[data-deed="refused"] summary');
  await look(page, walk, 'declined', true);
  await page.goto(system.demoShopUrl);
  await look(page, walk, 'shop');
  await page.goto(`${system.demoShopUrl}/orders/nobodys`);
  await look(page, walk, 'shop-nothing');
});

it.each(WALKS)('Tolem’s pages: $language, $name', async (walk) => {
  const page = await open(walk);
  await buy(page, system.demoShopUrl);
  const mdOrder = new URL(page.url()).searchParams.get('mdOrder');
  const { returnUrl } = await system.control('GET', `orders/${mdOrder}`);
  await page.clock.install();
  await page.goto(returnUrl);
  await page.waitForSelector('[role=status]');
  await look(page, walk, 'waiting');
  const first = await page.title();
  await page.clock.fastForward(PATIENCE_MS);
  await page.waitForSelector('#unpaid:not([hidden])');
  await page.waitForSelector('#pay:not([hidden])');
  expect(await page.locator('a.main').getAttribute('id')).toBe('back');
  await look(page, walk, 'waiting-late');
  const second = await page.title();
  await page.clock.fastForward(2 * PATIENCE_MS);
  await page.waitForSelector('#long:not([hidden])');
  await look(page, walk, 'waiting-long');
  expect(new Set([first, second, await page.title()]).size).toBe(3);
});

it.each(WALKS)('the waiting page of a bank that cannot be asked: $language, $name', async (walk) => {
  const page = await open(walk);
  const orderNumber = `N-${walk.language}-${walk.name}`;
  const { body: order } = await system.register({ orderNumber, language: 'ru' });
  const match = { orderNumberPrefix: orderNumber };
  const fault = { endpoint: 'getOrderStatusExtended.do', fault: 'http500', match, times: 0 };
  const { id } = await system.control('POST', 'faults', fault);
  await page.clock.install();
  await page.goto(new URL(await system.returnUrlOf(order), system.apiUrls[0]).href);
  await page.click(`nav a[lang=${walk.language}]`);
  await page.waitForSelector(`html[lang=${walk.language}]`);
  const facts = await page.locator('dd').allTextContents();
  expect(facts).toEqual([expect.stringMatching(/\S/), orderNumber, expect.stringMatching(/^12.500.₸$/)]);
  await page.clock.fastForward(PATIENCE_MS);
  await page.waitForSelector('#no-answer:not([hidden])');
  expect(await page.locator('#unpaid:visible, #pay:visible').count()).toBe(0);
  await page.waitForSelector('#back:visible');
  await look(page, walk, 'waiting-no-answer');
  await system.control('DELETE', `faults/${id}`);
});

it.each(Object.entries(VIEWPORTS))('pages that know no language: %s', async (name, viewport) => {
  const page = await openPage(browser, viewport);
  const walk = { language: 'ru', name, viewport };
  const unknown = `${system.apiUrls[0]}/pay/return/${'x'.repeat(32)}`;
  await page.goto(unknown);
  await look(page, walk, 'unknown');
  await system.db.sql('ALTER TABLE registrations RENAME TO gone');
  await page.goto(unknown);
  await system.db.sql('ALTER TABLE gone RENAME TO registrations');
  await look(page, walk, 'sorry');
  await page.goto(`${system.simulatorUrl}/control`);
  await look(page, { ...walk, language: 'en' }, 'control');
  if (!taken) return;
  await page.goto(`${system.apiUrls[0]}/docs`);
  await page.waitForLoadState('networkidle');
  await picture(page, `docs-${name}`);
});

// Last, because the clock that it sets forward is not the shop's.
it('an order that nobody pays, until its time is over', async () => {
  const left: { walk: Walk; page: Page; formUrl: string }[] = [];
  for (const walk of WALKS) {
    const page = await open(walk);
    await buy(page, system.demoShopUrl);
    left.push({ walk, page, formUrl: page.url() });
    await page.goto(system.demoShopUrl);
    await page.click('#orders a >> nth=0');
    await state(page, 'undecided');
    await look(page, walk, 'undecided');
  }
  await system.pass(TOO_LATE_MS);
  for (const { walk, page, formUrl } of left) {
    await state(page, 'expired');
    await look(page, walk, 'expired');
    await page.goto(formUrl);
    await look(page, walk, 'bank-expired');
  }
});
