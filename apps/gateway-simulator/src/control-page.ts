import { type Html, html, renderPage } from '@app/kernel';
import { ENDPOINTS } from './call.js';
import type { OrderedFault } from './fault-register.js';
import { FAULTS } from './faults.js';

type Bank = Readonly<{ now: number; offsetMs: number; violations: number; faults: readonly OrderedFault[] }>;

/** The bank's faults and its clock, to be switched by hand. */
export function controlPage({ now, offsetMs, violations, faults }: Bank) {
  const body = html`<main>
    <h1>The pretend bank: faults</h1>
    <p>
      Its clock: ${new Date(now).toISOString()}, ${offsetMs / 1000} s ahead. Two payable pages of one order:
      ${violations}.
    </p>
    ${faults.length > 0 && tableOf(faults)}
    <form id="order">
      ${select('endpoint', ENDPOINTS)} ${select('fault', Object.keys(FAULTS))}
      ${select('when', ['', 'before', 'after'])} ${field('times', '1', '0: until removed')}
      ${field('probability', '1', '0 to 1')} ${field('errorCode', '', 'refuse')}
      ${field('delayMs', '', 'slow')} ${field('fields', '', 'missingFields: a,b')}
      ${field('seconds', '', 'late')} ${field('orderNumberPrefix', '', 'of orders')}
      <button>Order this fault</button>
      <output></output>
    </form>
    <dl>
      ${Object.entries(FAULTS).map(
        ([name, does]) =>
          html`<dt>${name}</dt>
            <dd>${does}</dd>`,
      )}
    </dl>
  </main>`;
  return renderPage({
    language: 'en',
    title: 'The pretend bank: faults',
    body,
    style: STYLE,
    script: SCRIPT,
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
  const { id, endpoint, fault: name, when, times, probability, match, taken, waiting, spent } = fault.view();
  const ofCalls = `${probability * 100}%${times === 0 ? '' : `, ${times} times`}`;
  return html`<tr>
    <td>${endpoint}</td>
    <td>${name}</td>
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

const select = (name: string, values: readonly string[]): Html =>
  html`<label
    >${name}<select name="${name}">
      ${values.map((value) => html`<option>${value}</option>`)}
    </select></label
  >`;

const field = (name: string, value: string, hint: string): Html =>
  html`<label>${name}<input name="${name}" value="${value}" placeholder="${hint}" title="${hint}" /></label>`;

const STYLE = `
body { margin: 0; background: #eef2f5; color: #17212f; font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 980px; margin: 24px auto; padding: 20px 28px; background: #fff; border-radius: 12px; overflow-x: auto; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 6px 8px; border-bottom: 1px solid #d5dbe4; text-align: left; }
form { display: grid; grid-template-columns: repeat(auto-fill, minmax(180px, 1fr)); gap: 12px; margin: 20px 0; align-items: end; }
label { display: grid; min-width: 0; font-weight: 600; font-size: 13px; }
input, select, button { box-sizing: border-box; width: 100%; min-height: 38px; font: inherit; }
output { color: #b3261e; font-weight: 600; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 2px 16px; font-size: 13px; }
dt { font-weight: 600; }
dd { margin: 0; }`;

const SCRIPT = `
const call = async (method, path, body) => {
  const answer = await fetch('/control/' + path, {
    method, ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  if (answer.ok) location.reload();
  else document.querySelector('output').textContent = await answer.text();
};
for (const button of document.querySelectorAll('[data-do]'))
  button.addEventListener('click', () => call(button.dataset.do, button.dataset.path));
document.getElementById('order').addEventListener('submit', (event) => {
  event.preventDefault();
  const given = Object.fromEntries([...new FormData(event.target)].filter(([, value]) => value !== ''));
  const { orderNumberPrefix, fields, ...order } = given;
  for (const name of ['times', 'probability', 'delayMs', 'seconds']) if (name in order) order[name] = Number(order[name]);
  if (fields) order.fields = fields.split(',').map((name) => name.trim());
  call('POST', 'faults', { ...order, match: orderNumberPrefix ? { orderNumberPrefix } : {} });
})`;
