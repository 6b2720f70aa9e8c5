import type { Browser, Page } from 'playwright-core';
import { openPage } from '../browser.js';
import type { FakeOps } from './fake-ops.js';

/** A page of the dashboard in front of whoever has that name. */
export async function openOpsAs(
  browser: Browser,
  ops: FakeOps,
  name: string,
  address: string,
  language = 'en',
): Promise<Page> {
  const page = await openPage(browser, undefined, language);
  await page.context().addCookies([{ name: 'tolem_ops', value: name, url: ops.url }]);
  await page.goto(`${ops.url}/ops/${address}`);
  return page;
}
