import { moneyText } from '@app/kernel';
import { type Html, html, type WebPage } from '@app/web-page';
import { type OrderWithRegistrations, paymentUrlOf } from '@app/orders';
import { mayPay, waitedMs } from './decide.js';
import { STYLE } from './page-style.js';
import { queryOf, type Visit } from './visit.js';
import { goOn, LATE_MS, LONG_MS } from './waiting-script.js';
import { type Language, WAITING_TEXTS, type WaitingTexts } from './waiting-texts.js';

export type Waiting = Readonly<{
  token: string;
  found: OrderWithRegistrations;
  visit: Visit;
  /** Undefined: not configured any more. */
  shopName: string | undefined;
}>;

/** Goes on by itself as soon as the bank has decided: by its script, or else by loading itself again. */
export function waitingPage({ token, found, visit, shopName }: Waiting): WebPage {
  const { order, newest, now } = found;
  const language = visit.language ?? order.language;
  const texts = WAITING_TEXTS[language];
  const waited = waitedMs(now, visit);
  const stage = waited < LATE_MS ? 0 : waited < LONG_MS ? 1 : 2;
  const payable = mayPay(found, visit);
  const title = texts.titles[stage];
  const payUrl = paymentUrlOf(order, newest, now);
  const shown = (id: string, isShown: boolean, text: string) =>
    html`<p id="${id}" ${!isShown && html`hidden`}>${text}</p>`;
  return {
    language,
    title,
    style: STYLE,
    script: goOn({ token, visit, waitedMs: waited, texts }),
    // Whoever is offered a link gets the time to read it.
    head: html`<noscript>
      <meta http-equiv="refresh" content="${stage === 0 ? 3 : 10}; url=?${queryOf(visit)}" />
    </noscript>`,
    body: html`<main>
      ${languages(language, visit)}
      <div class="spinner" role="status" aria-label="${texts.titles[0]}"></div>
      <h1>${title}</h1>
      <div aria-live="polite">
        ${shown('wait', stage === 0, texts.wait)} ${shown('unpaid', stage === 1 && payable, texts.unpaid)}
        ${shown('no-answer', stage === 1 && !payable, texts.noAnswer)}
        ${shown('long', stage === 2, texts.long)}
      </div>
      ${about(found, shopName ?? order.shopId, texts)}
      <div id="choices" ${stage === 0 && html`hidden`}>
        <p><a id="back" class="button main" href="${order.failUrl ?? order.successUrl}">${texts.back}</a></p>
        ${payUrl !== null && html`<p id="pay" ${!payable && html`hidden`}><a href="${payUrl}">${texts.pay}</a></p>`}
      </div>
    </main>`,
  };
}

/** So that a payer with three open orders knows which one this is. */
const about = ({ order }: OrderWithRegistrations, shopName: string, texts: WaitingTexts): Html =>
  html`<dl>
    <dt>${texts.shop}</dt>
    <dd>${shopName}</dd>
    <dt>${texts.order}</dt>
    <dd>${order.orderNumber}</dd>
    <dt>${texts.amount}</dt>
    <dd>${moneyText({ minor: order.amountMinor, currency: order.currency })}</dd>
  </dl>`;

const languages = (current: Language, visit: Visit): Html =>
  html`<nav aria-label="${WAITING_TEXTS[current].languages}">
    ${(Object.keys(WAITING_TEXTS) as Language[]).map(
      (language) =>
        html`<a
          href="?${queryOf({ ...visit, language })}"
          lang="${language}"
          hreflang="${language}"
          ${language === current && html`aria-current="true"`}
          >${WAITING_TEXTS[language].name}</a
        >`,
    )}
  </nav>`;
