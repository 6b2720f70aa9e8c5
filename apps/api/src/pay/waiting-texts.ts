import type { Order } from '@app/orders';

export type Language = Order['language'];

/** Titles and texts by how long the payer has waited: at first, after a while, and when it takes long. */
export type WaitingTexts = Readonly<{
  name: string;
  titles: readonly [string, string, string];
  wait: string;
  /** The bank has answered since the return: it waits for a payer. */
  unpaid: string;
  /** It has not, or it says something that decides nothing. */
  noAnswer: string;
  long: string;
  decided: string;
  pay: string;
  back: string;
  shop: string;
  order: string;
  amount: string;
  languages: string;
}>;

export const WAITING_TEXTS: Readonly<Record<Language, WaitingTexts>> = {
  kk: {
    name: 'Қазақша',
    titles: ['Төлем тексерілуде', 'Төлем әлі тексерілуде', 'Төлемді тексеру ұзаққа созылды'],
    wait: 'Банктен төлем туралы жауап күтіп тұрмыз. Бұл бетті жаппаңыз: ол өздігінен жаңарады.',
    unpaid: 'Банк әзірге төлемді көрмей тұр. Төлеп қойған болсаңыз, күте тұрыңыз: бет өздігінен жаңарады.',
    noAnswer:
      'Банк төлемді әлі растаған жоқ. Төлеп қойған болсаңыз, қайта төлемеңіз: бет өздігінен жаңарады.',
    long: 'Тексеру әдеттегіден ұзаққа созылып тұр. Бұл бетті жабуға болады: дүкенге төлем туралы өзіміз хабарлаймыз. Қайта төлемеңіз.',
    decided: 'Банк жауап берді',
    pay: 'Әлі төлемедіңіз бе? Төлем бетіне өту',
    back: 'Дүкенге оралу',
    shop: 'Дүкен',
    order: 'Тапсырыс',
    amount: 'Сома',
    languages: 'Тілдер',
  },
  ru: {
    name: 'Русский',
    titles: ['Проверяем оплату', 'Всё ещё проверяем оплату', 'Проверка оплаты затянулась'],
    wait: 'Ждём ответа банка о вашем платеже. Не закрывайте страницу: она обновится сама.',
    unpaid: 'Банк пока не видит оплаты. Если вы уже заплатили, подождите: страница обновится сама.',
    noAnswer:
      'Банк ещё не подтвердил оплату. Если вы уже заплатили, не платите ещё раз: страница обновится сама.',
    long: 'Проверка длится дольше обычного. Страницу можно закрыть: мы сами сообщим магазину об оплате. Не платите ещё раз.',
    decided: 'Банк ответил',
    pay: 'Ещё не платили? Перейти к оплате',
    back: 'Вернуться в магазин',
    shop: 'Магазин',
    order: 'Заказ',
    amount: 'Сумма',
    languages: 'Языки',
  },
  en: {
    name: 'English',
    titles: ['Checking your payment', 'Still checking your payment', 'Checking your payment takes long'],
    wait: 'We are waiting for the bank to tell us about your payment. Keep this page open: it goes on by itself.',
    unpaid: 'The bank does not see a payment yet. If you have paid, wait: this page goes on by itself.',
    noAnswer:
      'The bank has not confirmed the payment yet. If you have paid, do not pay again: this page goes on by itself.',
    long: 'This takes longer than usual. You may close this page: we will tell the shop about your payment. Do not pay again.',
    decided: 'The bank has answered',
    pay: 'Not paid yet? Go to the payment page',
    back: 'Back to the shop',
    shop: 'Shop',
    order: 'Order',
    amount: 'Amount',
    languages: 'Languages',
  },
};
