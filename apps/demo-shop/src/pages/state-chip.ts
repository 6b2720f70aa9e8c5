import { type Html, html } from '@app/kernel';
import { SHOP_STATES, type ShopState } from '../order-state.js';

/** The state as a small coloured word; `id` only where the page has one of them. */
export const stateChip = (state: ShopState, id?: string): Html =>
  html`<strong
    ${id !== undefined && html`id="${id}"`}
    class="chip ${SHOP_STATES[state].tone}"
    data-state="${state}"
    >${state.replaceAll('_', ' ')}</strong
  >`;
