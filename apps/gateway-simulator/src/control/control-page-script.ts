/** What the page of faults does in the browser: its forms say in JSON what /control wants to be told. */
export const CONTROL_SCRIPT = `
const tell = (text) => { document.querySelector('output').textContent = text; };
const call = async (method, path, body) => {
  const answer = await fetch('/control/' + path, {
    method, ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  if (answer.ok) location.reload();
  else tell(await answer.text());
};
const given = (form) => Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ''));
const take = (from, names) => {
  const taken = Object.fromEntries(names.filter((name) => name in from).map((name) => [name, from[name]]));
  for (const name of names) delete from[name];
  return taken;
};
const valuesOf = (text) => {
  try {
    const values = JSON.parse(text);
    if (typeof values === 'object' && values !== null && !Array.isArray(values)) return values;
  } catch {}
  throw new Error('values: a JSON object is needed, such as {"amount": 1}, and this is none: ' + text);
};
const faultOf = (form) => {
  const order = given(form);
  const match = take(order, ['merchant', 'orderNumberPrefix', 'orderId', 'tolemOrder']);
  for (const name of ['times', 'probability', 'seed', 'delayMs', 'seconds', 'status'])
    if (name in order) order[name] = Number(order[name]);
  if (order.earlierCode) order.earlierCode = true;
  if (order.fields) order.fields = order.fields.split(',').map((name) => name.trim());
  if (order.values) order.values = valuesOf(order.values);
  return { ...order, match };
};
const clockOf = (form) => {
  const { secondsAhead = 0, datesAhead = 0 } = given(form);
  return { offsetMs: Math.round(Number(secondsAhead) * 1000), skewMs: Math.round(Number(datesAhead) * 1000) };
};
const pathOf = (form) => (given(form).act === 'withdrawals' ? 'chargebacks' : given(form).act);
const actOf = (form) => {
  const { act, order, amount, callback } = given(form);
  return {
    orderId: order,
    ...(amount !== undefined && { amount }),
    ...(callback === 'no' && { callback: false }),
    ...(act === 'withdrawals' && { withdrawn: true }),
  };
};
const sends = (id, path, bodyOf) => document.getElementById(id).addEventListener('submit', (event) => {
  event.preventDefault();
  try {
    call('POST', path(event.target), bodyOf(event.target));
  } catch (error) {
    tell(error.message);
  }
});
for (const button of document.querySelectorAll('[data-do]'))
  button.addEventListener('click', () => {
    const { do: method, path, body } = button.dataset;
    call(method, path, body && JSON.parse(body));
  });
for (const button of document.querySelectorAll('[data-order]'))
  button.addEventListener('click', () => {
    const form = document.getElementById('cabinet');
    form.elements.order.value = button.dataset.order;
    form.elements.amount.focus();
  });
sends('order', () => 'faults', faultOf);
sends('clock', () => 'clock', clockOf);
sends('cabinet', pathOf, actOf)`;
