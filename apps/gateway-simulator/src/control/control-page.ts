import { type Html, html, renderPage } from '@app/web-page';
import { cabinetPart } from './cabinet-part.js';
import { ENDPOINTS } from '../wire/call.js';
import { field, groupedSelect, select } from './form-parts.js';
import { CONTROL_SCRIPT } from './control-page-script.js';
import type { OrderedFault } from '../faults/fault-register.js';
import { VARIANTS } from '../faults/fault-details.js';
import { CALLBACK_FAULTS, FAULTS } from '../faults/faults.js';
import { type BankOrder, STATUSES } from '../bank/order.js';

type Bank = Readonly<{
  now: number;
  offsetMs: number;
  skewMs: number;
  violations: number;
  faults: readonly OrderedFault[];
  /** The newest, newest first. */
  orders: readonly BankOrder[];
}>;

/** The bank's faults, its clock and its cabinet, to be worked by hand. */
export function controlPage({ now, offsetMs, skewMs, violations, faults, orders }: Bank) {
  const body = html`<main>
    <h1>The gateway simulator</h1>
    <output></output>
    <p>
      Its clock: ${new Date(now).toISOString()}, ${offsetMs / 1000} s ahead; the dates in its answers
      ${skewMs / 1000} s ahead of that. Two payable pages of one order: ${violations}.
    </p>
    <form id="clock">
      ${field('secondsAhead', String(offsetMs / 1000), 'of real time; 0: as it is')}
      ${field('datesAhead', String(skewMs / 1000), 'seconds; of the clock, in answers alone')}
      <button>Set the clock</button>
    </form>
    ${cabinetPart(orders)}
    <h2>Faults</h2>
    ${faults.length > 0 && tableOf(faults)}
    <form id="order">
      ${select('endpoint', [...ENDPOINTS, 'callback'])}
      ${select('fault', [...Object.keys(FAULTS), ...Object.keys(CALLBACK_FAULTS)])}
      ${select('when', ['', 'before', 'after'])} ${field('times', '1', '0: until removed')}
      ${field('probability', '1', '0 to 1')} ${field('seed', '1', 'of that random')}
      ${field('errorCode', '', 'refuse')} ${field('delayMs', '', 'slow')}
      ${field('fields', '', 'missingFields: a,b')} ${field('values', '', 'otherValues: {"amount": 1}')}
      ${field('seconds', '', 'late; stale: so long ago')}
      ${select('status', ['', ...STATUSES.map(String)], 'stale: as it was with it')}
      ${select('earlierCode', ['', 'yes'], 'late: with the code that failed before')}
      ${groupedSelect('variant', VARIANTS)} ${field('merchant', '', 'calls of this login')}
      ${field('orderNumberPrefix', '', 'of orders')} ${field('orderId', '', 'the bank’s')}
      ${field('tolemOrder', '', 'the id at Tolem')}
      <button>Order this fault</button>
    </form>
    <dl>${explain(FAULTS)} ${explain(CALLBACK_FAULTS, 'callback: ')}</dl>
  </main>`;
  return renderPage({
    language: 'en',
    title: 'The gateway simulator',
    body,
    style: STYLE,
    script: CONTROL_SCRIPT,
  });
}

const tableOf = (faults: readonly OrderedFault[]): Html => html`
  <table>
    <thead>
      <tr>
        <th>call</th>
        <th>fault</th>
        <th>when</th>
        <th>of calls</th>
        <th>matching</th>
        <th>hit</th>
        <th></th>
      </tr>
    </thead>
    <tbody>
      ${faults.map(faultRow)}
    </tbody>
  </table>
`;

function faultRow(fault: OrderedFault): Html {
  const {
    id,
    endpoint,
    fault: name,
    variant,
    when,
    times,
    probability,
    match,
    taken,
    waiting,
    spent,
  } = fault.view();
  const ofCalls = `${probability * 100}%${times === 0 ? '' : `, ${times} times`}`;
  return html`<tr>
    <td>${endpoint}</td>
    <td>${name} ${variant}</td>
    <td>${when}</td>
    <td>${ofCalls}</td>
    <td>${JSON.stringify(match)}</td>
    <td>${taken}${spent && ' (spent)'}${waiting > 0 && `, ${waiting} waiting`}</td>
    <td>
      ${waiting > 0 && html`<button data-do="POST" data-path="faults/${id}/release">let go</button>`}
      <button data-do="DELETE" data-path="faults/${id}">remove</button>
    </td>
  </tr>`;
}

const explain = (faults: Readonly<Record<string, string>>, of = ''): Html[] =>
  Object.entries(faults).map(
    ([name, does]) =>
      html`<dt>${name}</dt>
        <dd>${of}${does}</dd>`,
  );

const STYLE = `
body { margin: 0; background: #eef2f5; color: #17212f; font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 980px; margin: 24px auto; padding: 20px 28px; background: #fff; border-radius: 12px; overflow-x: auto; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 6px 8px; border-bottom: 1px solid #d5dbe4; text-align: left; }
form { display: grid; grid-template-columns: repeat(auto-fill, minmax(180px, 1fr)); gap: 12px; margin: 20px 0; align-items: end; }
label { display: grid; min-width: 0; font-weight: 600; font-size: 13px; }
input, select, button { box-sizing: border-box; width: 100%; min-height: 38px; font: inherit; }
output { position: sticky; top: 0; display: block; color: #b3261e; background: #fff; font-weight: 600; }
h2 { margin: 28px 0 0; font-size: 19px; }
td:first-child { white-space: nowrap; }
td button { width: auto; min-height: 30px; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 2px 16px; font-size: 13px; }
dt { font-weight: 600; }
dd { margin: 0; }`;
