import { type Html, html } from '@app/web-page';
import { SHOP_STATES, type ShopState } from '../order-state.js';
import type { Texts } from '../texts/texts.js';

/** The state as a small coloured word; `id` only where the page has one of them. */
export const stateChip = (state: ShopState, { states }: Texts, id?: string): Html =>
  html`<strong
    ${id !== undefined && html`id="${id}"`}
    class="chip ${SHOP_STATES[state].tone}"
    data-state="${state}"
    >${states[state][0]}</strong
  >`;
