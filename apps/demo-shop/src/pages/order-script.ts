/** Keeps the order page up to date: twice a second while nothing is decided, more calmly afterwards. */
export const ORDER_SCRIPT = `
const news = document.getElementById('news');
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// Only the parts that are other than before: what a person has opened, or reads, stays as it is.
function show(html) {
  const fresh = document.createElement('template');
  fresh.innerHTML = html;
  for (const part of fresh.content.querySelectorAll('[data-part]')) {
    const name = part.dataset.part;
    const markup = part.innerHTML;
    if (shown.get(name) === markup) continue;
    shown.set(name, markup);
    const old = news.querySelector('[data-part="' + name + '"]');
    const open = [...old.querySelectorAll('details[open]')].map((details) => details.dataset.key);
    old.replaceChildren(...part.childNodes);
    for (const details of old.querySelectorAll('details')) details.open = open.includes(details.dataset.key);
  }
}
const shown = new Map();

async function look() {
  const response = await fetch(location.pathname + '/state', { cache: 'no-store' });
  if (!response.ok) return;
  const { html, version, state } = await response.json();
  if (news.dataset.version !== version) show(html);
  news.dataset.version = version;
  return state;
}

async function follow() {
  for (;;) {
    const state = await look().catch(() => undefined);
    await pause(state === undefined || state === 'undecided' ? 500 : 2000);
  }
}

// While there is no payment page the form is there, and the shop asks Tolem again.
async function keepAsking() {
  for (;;) {
    await pause(1500);
    const form = document.getElementById('register');
    if (form) await fetch(form.action, { method: 'POST', redirect: 'manual' }).catch(() => undefined);
  }
}

follow();
keepAsking();
`;
