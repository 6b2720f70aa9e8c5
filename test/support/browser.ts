import { type Browser, chromium, type Page } from 'playwright-core';

/** To end what hangs; a busy machine is only slow. */
const PATIENCE_MS = 120_000;

export const PHONE = { width: 390, height: 844 };
export const DESK = { width: 1280, height: 800 };

/** A real Chromium that asks nobody on the network for anything. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.TEST_CHROMIUM!,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
    ],
  });
}

export async function openPage(
  browser: Browser,
  viewport = DESK,
  locale = 'en',
  colorScheme: 'light' | 'dark' = 'light',
): Promise<Page> {
  const context = await browser.newContext({ viewport, locale, colorScheme });
  context.setDefaultTimeout(PATIENCE_MS);
  return context.newPage();
}

/** A browser that runs no scripts. */
export async function openScriptless(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: PHONE, javaScriptEnabled: false });
  return context.newPage();
}

/** At the demo shop: presses the first "Buy" and waits for the bank's page. */
export async function buy(page: Page, shopUrl: string, choice: 'usual' | 'strict' = 'usual'): Promise<void> {
  await page.goto(`${shopUrl}/?shop=${choice}`);
  await page.click('button[data-product] >> nth=0');
  await page.waitForSelector('#pan');
}

/** On the bank's page; the card that pays unless told otherwise. */
export async function fillIn(page: Page, cvc: string, pan = '4444555511113333'): Promise<void> {
  await page.fill('#pan', pan);
  await page.fill('#expiry', `12/${String(new Date().getFullYear() + 2).slice(-2)}`);
  await page.fill('#cvc', cvc);
  await page.fill('#holder', 'AIGERIM TEST');
}
