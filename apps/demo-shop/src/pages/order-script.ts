/** Keeps the order page up to date: twice a second while nothing is decided, more calmly afterwards. */
export const ORDER_SCRIPT = `
const news = document.getElementById('news');
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function look() {
  const response = await fetch(location.pathname + '/state', { cache: 'no-store' });
  if (!response.ok) return;
  const { html, version, state } = await response.json();
  if (news.dataset.version !== version) {
    news.innerHTML = html;
    news.dataset.version = version;
  }
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
