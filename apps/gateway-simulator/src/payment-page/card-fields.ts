import { type Html, html } from '@app/web-page';
import type { BankOrder } from '../bank/order.js';
import type { Texts } from '../texts/texts.js';

type Field = Readonly<{
  id: string;
  name: string;
  label: (texts: Texts) => string;
  placeholder: (texts: Texts) => string;
  hint?: (texts: Texts) => string;
  autocomplete: string;
  maxlength: number;
  inputmode: 'numeric' | 'text';
}>;

const FIELDS: readonly Field[] = [
  {
    id: 'pan',
    name: '$PAN',
    label: ({ page }) => page.cardNumber,
    placeholder: () => '0000 0000 0000 0000',
    autocomplete: 'cc-number',
    maxlength: 23,
    inputmode: 'numeric',
  },
  {
    id: 'expiry',
    name: 'expiry',
    label: ({ page }) => page.validUntil,
    placeholder: ({ page }) => page.monthYear,
    autocomplete: 'cc-exp',
    maxlength: 7,
    inputmode: 'numeric',
  },
  {
    id: 'cvc',
    name: '$CVC',
    label: ({ page }) => page.cvc,
    placeholder: () => '000',
    hint: ({ page }) => page.cvcHint,
    autocomplete: 'cc-csc',
    maxlength: 4,
    inputmode: 'numeric',
  },
  {
    id: 'holder',
    name: 'TEXT',
    label: ({ page }) => page.holder,
    placeholder: ({ page }) => page.holderExample,
    autocomplete: 'cc-name',
    maxlength: 150,
    inputmode: 'text',
  },
];

/** What is typed of a card. Each field is described by the one place where errors are told. */
export function cardFields(order: BankOrder, texts: Texts, wrong: string | undefined): Html[] {
  return FIELDS.map((field) => {
    const { id, name, hint, autocomplete, maxlength, inputmode } = field;
    const isNumber = inputmode === 'numeric';
    return html`<div class="field ${id}">
      <label for="${id}">${field.label(texts)}</label>
      <input
        id="${id}"
        name="${name}"
        ${isNumber && html`required`}
        ${id === (wrong ?? 'pan') && html`autofocus`}
        ${id === wrong && html`aria-invalid="true"`}
        aria-describedby="${hint && `${id}-hint `}error"
        inputmode="${inputmode}"
        autocomplete="${autocomplete}"
        maxlength="${maxlength}"
        placeholder="${field.placeholder(texts)}"
        ${!isNumber && html`autocapitalize="characters" value="${order.cardholderName}"`}
      />
      ${hint && html`<small id="${id}-hint">${hint(texts)}</small>`}
    </div>`;
  });
}
