import { html, type WebPage } from '@app/web-page';
import { STYLE } from './page-style.js';

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
