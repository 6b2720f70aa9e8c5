import { type Html, html } from '@app/web-page';
import { amountsOf, isCharged } from '../bank/order-amounts.js';
import { field, select } from './form-parts.js';
import { type BankOrder, STATUS } from '../bank/order.js';

const ACTS = ['refunds', 'reversals', 'captures', 'chargebacks', 'withdrawals'];
const STATUS_NAMES = Object.fromEntries(Object.entries(STATUS).map(([name, status]) => [status, name]));

/** The page's part for the acts of the bank's cabinet: buttons for whole orders, and a form for the rest. */
export const cabinetPart = (orders: readonly BankOrder[]): Html => html`
  <h2>The bank’s cabinet</h2>
  ${orders.length > 0 && tableOf(orders)}
  <form id="cabinet">
    ${select('act', ACTS, 'withdrawals: of chargebacks')}
    ${field('order', '', 'the bank’s id, or the number')} ${field('amount', '', 'minor units; empty: all')}
    ${select('callback', ['yes', 'no'], 'no: quietly')}
    <button>Do it</button>
  </form>
`;

const tableOf = (orders: readonly BankOrder[]): Html => html`
  <table>
    <thead>
      <tr>
        <th>order</th>
        <th>merchant</th>
        <th>status</th>
        <th>amount</th>
        <th>approved</th>
        <th>deposited</th>
        <th>refunded</th>
        <th></th>
      </tr>
    </thead>
    <tbody>
      ${orders.map(rowOf)}
    </tbody>
  </table>
`;

function rowOf(order: BankOrder): Html {
  const { approvedMinor, leftMinor, refundedMinor } = amountsOf(order);
  return html`<tr>
    <td title="${order.orderId}">${order.orderNumber}</td>
    <td>${order.merchant}</td>
    <td>${order.status} ${STATUS_NAMES[order.status]}${order.chargeback && ', chargeback'}</td>
    <td>${order.amountMinor}</td>
    <td>${approvedMinor}</td>
    <td>${leftMinor}</td>
    <td>${refundedMinor}</td>
    <td>${buttonsOf(order)}</td>
  </tr>`;
}

/** What can be done to it now. */
function buttonsOf(order: BankOrder): Html[] {
  const { orderId, status, chargeback } = order;
  const { leftMinor } = amountsOf(order);
  const isHeld = status === STATUS.approved;
  const acts: [possible: boolean, button: Html][] = [
    [isHeld, button('captures', 'capture', { orderId })],
    [leftMinor > 0, button('refunds', 'refund', { orderId })],
    [isHeld || leftMinor > 0, html`<button data-order="${orderId}">a part…</button>`],
    [isHeld || status === STATUS.deposited, button('reversals', 'reverse', { orderId })],
    [isCharged(order) && !chargeback, button('chargebacks', 'chargeback', { orderId })],
    [chargeback === true, button('chargebacks', 'withdraw chargeback', { orderId, withdrawn: true })],
  ];
  return acts.flatMap(([possible, made]) => (possible ? [made] : []));
}

const button = (path: string, text: string, body: object): Html =>
  html`<button data-do="POST" data-path="${path}" data-body="${JSON.stringify(body)}">${text}</button>`;
