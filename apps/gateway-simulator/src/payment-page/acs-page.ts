import { html } from '@app/web-page';
import { acsPath } from '../bank/addresses.js';
import { CODES_A_PAYER_MAY_TYPE, PAYER_CODES } from '../bank/cards.js';
import type { Authentication, BankOrder } from '../bank/order.js';
import { amountOf } from './amount.js';
import type { Page } from './frame.js';
import { CODES, type LanguageCode } from '../texts/languages.js';

/** The page of the card's bank that asks the payer for proof; 3-D Secure 2 also lets a tester choose how it ends. */
export function acsPage(
  order: BankOrder,
  { id, protocol, codesLeft }: Authentication,
  language: LanguageCode,
): Page {
  const { confirm } = CODES[language];
  const isFirst = codesLeft === CODES_A_PAYER_MAY_TYPE;
  const body = html`
    <section>
      <h1 class="notice">${confirm.title}</h1>
      <dl>
        <dt>${confirm.amount}</dt>
        <dd>${amountOf(order)}</dd>
        <dt>${confirm.card}</dt>
        <dd>•••• ${order.lastAttempt?.maskedPan.slice(-4)}</dd>
        <dt>${confirm.order}</dt>
        <dd>${order.orderNumber}</dd>
      </dl>
      <p id="code-hint" class="what">${confirm.enterCode}</p>
      <form method="post" action="/payment/acs.do" autocomplete="off">
        <input type="hidden" name="MDORDER" value="${order.orderId}" />
        <input type="hidden" name="transaction" value="${id}" />
        <input type="hidden" name="language" value="${language}" />
        <div class="field wide">
          <label for="code">${confirm.code}</label>
          <input
            id="code"
            name="code"
            required
            autofocus
            inputmode="numeric"
            autocomplete="one-time-code"
            maxlength="8"
            aria-describedby="code-hint error"
            ${!isFirst && html`aria-invalid="true"`}
          />
        </div>
        <p id="error" class="wide" role="alert">${!isFirst && confirm.wrongCode(codesLeft)}</p>
        <button id="confirm" class="wide main" name="proof" value="code">${confirm.confirm}</button>
        <button id="cancel" class="wide quiet" name="proof" value="cancel" formnovalidate>
          ${confirm.cancel}
        </button>
        <fieldset class="wide">
          <legend>${confirm.forTesters} · ${protocol === '3DS1' ? '3-D Secure 1' : '3-D Secure 2'}</legend>
          <p>${confirm.codeIs} <code>${PAYER_CODES[0]}</code></p>
          ${
            protocol === '3DS2' &&
            html`<button id="success" name="proof" value="success" formnovalidate>${confirm.success}</button>
              <button id="fail" name="proof" value="fail" formnovalidate>${confirm.fail}</button>`
          }
        </fieldset>
      </form>
    </section>
  `;
  const inLanguage = (code: LanguageCode) => acsPath(order, code);
  return { title: confirm.title, body, isPayersBank: true, inLanguage };
}
