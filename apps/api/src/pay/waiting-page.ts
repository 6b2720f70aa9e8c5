import { html, type WebPage } from '@app/kernel';
import type { Order, OrderWithRegistrations } from '@app/orders';
import { isPayable, waitedMs } from './decide.js';

type Texts = Readonly<{ title: string; wait: string; slow: string; pay: string; back: string }>;

const TEXTS: Readonly<Record<Order['language'], Texts>> = {
  kk: {
    title: 'Төлем тексерілуде',
    wait: 'Банктен төлем туралы жауап күтіп тұрмыз. Бұл бетті жаппаңыз: ол өздігінен жаңарады.',
    slow: 'Банк әзірге төлемді көрмей тұр. Егер сіз әлі төлемеген болсаңыз:',
    pay: 'Төлемге оралу',
    back: 'Дүкенге оралу',
  },
  ru: {
    title: 'Проверяем оплату',
    wait: 'Ждём ответа банка о вашем платеже. Не закрывайте страницу: она обновится сама.',
    slow: 'Банк пока не видит оплаты. Если вы ещё не заплатили:',
    pay: 'Вернуться к оплате',
    back: 'Вернуться в магазин',
  },
  en: {
    title: 'Checking your payment',
    wait: 'We are waiting for the bank to tell us about your payment. Keep this page open: it goes on by itself.',
    slow: 'The bank does not see a payment yet. If you have not paid:',
    pay: 'Back to the payment page',
    back: 'Back to the shop',
  },
};

/** While the bank still sees no payment after so long, the payer is offered the two ways out. */
const PATIENCE_MS = 20_000;

/** Goes on by itself as soon as the bank has decided: by its script, or else by loading itself again. */
export function waitingPage(token: string, found: OrderWithRegistrations): WebPage {
  const { order, newest } = found;
  const texts = TEXTS[order.language];
  const isLate = isPayable(found) && waitedMs(found) >= PATIENCE_MS;
  const waysOut = html`
    <p>${texts.slow}</p>
    ${newest.state === 'open' && newest.formUrl !== null && html`<a class="main" href="${newest.formUrl}">${texts.pay}</a>`}
    <a href="${order.failUrl ?? order.successUrl}">${texts.back}</a>
  `;
  return {
    language: order.language,
    title: texts.title,
    style: STYLE,
    script: goOn(token),
    // Whoever is offered a link gets the time to read it.
    head: html`<noscript><meta http-equiv="refresh" content="${isLate ? 10 : 3}" /></noscript>`,
    body: html`<main>
      <div class="spinner" role="status" aria-label="${texts.title}"></div>
      <h1>${texts.title}</h1>
      <p>${texts.wait}</p>
      <div id="choices" hidden>${waysOut}</div>
      ${isLate && html`<noscript>${waysOut}</noscript>`}
    </main>`,
  };
}

/** For a token nobody has given out, and any other address where there is nothing; in all three languages, because nothing tells the payer's. */
export function unknownPage(): WebPage {
  return {
    language: 'ru',
    title: 'Tolem',
    style: STYLE,
    body: html`<main>
      <h1 lang="kk">Төлем табылмады</h1>
      <p lang="kk">Дүкенге оралып, тапсырысты сол жерден ашыңыз.</p>
      <h1>Платёж не найден</h1>
      <p>Вернитесь в магазин и откройте заказ оттуда.</p>
      <h1 lang="en">Payment not found</h1>
      <p lang="en">Go back to the shop and open your order from there.</p>
    </main>`,
  };
}

/** When we cannot even look: the payer keeps his page, and it tries again by itself. */
export function sorryPage(): WebPage {
  return {
    language: 'ru',
    title: 'Tolem',
    style: STYLE,
    head: html`<meta http-equiv="refresh" content="5" />`,
    body: html`<main>
      <div class="spinner" role="status" aria-label="Tolem"></div>
      <p lang="kk">Бір сәт күте тұрыңыз: бет өздігінен жаңарады. Қайта төлемеңіз.</p>
      <p>Подождите немного: страница обновится сама. Не платите ещё раз.</p>
      <p lang="en">One moment: this page tries again by itself. Do not pay again.</p>
    </main>`,
  };
}

/** The token is base64url, so it needs no escaping in a script. */
const goOn = (token: string): string => `
  const started = Date.now();
  const look = async () => {
    try {
      const answer = await (await fetch('/pay/status/${encodeURIComponent(token)}')).json();
      if (answer.decided) return location.replace(answer.location);
      if (answer.payable && Date.now() - started > ${PATIENCE_MS}) document.getElementById('choices').hidden = false;
    } catch {}
    setTimeout(look, 1000);
  };
  look();`;

const STYLE = `
  :root { color-scheme: light dark; font: 17px/1.5 system-ui, sans-serif; }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; }
  main { max-width: 26rem; padding: 2rem; text-align: center; }
  h1 { font-size: 1.4rem; margin: 1rem 0 .5rem; }
  a { display: inline-block; margin: .3rem; padding: .7rem 1.1rem; border-radius: .6rem; color: inherit; border: 1px solid #8886; text-decoration: none; }
  a.main { background: #0a6b4d; border-color: #0a6b4d; color: #fff; }
  .spinner { width: 3rem; height: 3rem; margin: auto; border-radius: 50%; border: .3rem solid #8884; border-top-color: #0a6b4d; animation: turn 1s linear infinite; }
  @keyframes turn { to { transform: rotate(1turn); } }
  @media (prefers-reduced-motion: reduce) { .spinner { animation-duration: 4s; } }`;
