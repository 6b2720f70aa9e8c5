type InOtherLanguages = Readonly<{ ru: string; kk: string }>;

/** What the calls say in errorMessage, by its English; the languages are those of the payment page. */
export const MESSAGES = {
  Success: { ru: 'Успешно', kk: 'Сәтті орындалды' },
  'Access denied': { ru: 'Доступ запрещён', kk: 'Қол жеткізуге тыйым салынған' },
  'Merchant name is empty': { ru: 'Не указано имя продавца', kk: 'Сатушының аты көрсетілмеген' },
  'Password is empty': { ru: 'Не указан пароль', kk: 'Құпиясөз көрсетілмеген' },
  'Order not found': { ru: 'Заказ не найден', kk: 'Тапсырыс табылмады' },
  'No such order': { ru: 'Нет такого заказа', kk: 'Мұндай тапсырыс жоқ' },
  'Neither orderId nor orderNumber is given': {
    ru: 'Не указан ни orderId, ни orderNumber',
    kk: 'orderId де, orderNumber де көрсетілмеген',
  },
  'orderId and orderNumber are both needed': {
    ru: 'Нужны и orderId, и orderNumber',
    kk: 'orderId де, orderNumber де қажет',
  },
  'Order number has already been processed': {
    ru: 'Заказ с таким номером уже обработан',
    kk: 'Бұл нөмірдегі тапсырыс өңделіп қойған',
  },
  'Order is not in a state to be declined': {
    ru: 'В этом состоянии заказ нельзя отменить',
    kk: 'Бұл күйде тапсырысты болдырмауға болмайды',
  },
  'Order number is empty': { ru: 'Не указан номер заказа', kk: 'Тапсырыс нөмірі көрсетілмеген' },
  'Order number is malformed': { ru: 'Неверный номер заказа', kk: 'Тапсырыс нөмірі қате' },
  'Empty amount': { ru: 'Не указана сумма', kk: 'Сома көрсетілмеген' },
  'Amount is wrong': { ru: 'Неверная сумма', kk: 'Сома қате' },
  'Return URL is empty': { ru: 'Не указан адрес возврата', kk: 'Қайту мекенжайы көрсетілмеген' },
  'Return URL is invalid': { ru: 'Неверный адрес возврата', kk: 'Қайту мекенжайы қате' },
  'Fail URL is invalid': { ru: 'Неверный адрес при неуспехе', kk: 'Сәтсіздік мекенжайы қате' },
  'Callback URL is invalid': { ru: 'Неверный адрес уведомлений', kk: 'Хабарлама мекенжайы қате' },
  'Unknown or forbidden currency': {
    ru: 'Неизвестная или запрещённая валюта',
    kk: 'Белгісіз немесе тыйым салынған валюта',
  },
  'Language is unknown': { ru: 'Неизвестный язык', kk: 'Тіл белгісіз' },
  'Forbidden content': { ru: 'Запрещённое содержимое', kk: 'Тыйым салынған мазмұн' },
  'Field is wrong': { ru: 'Неверное значение поля', kk: 'Өрістің мәні қате' },
  'Field is too long': { ru: 'Слишком длинное значение поля', kk: 'Өрістің мәні тым ұзын' },
  'Features are malformed': { ru: 'Неверные features', kk: 'features қате берілген' },
  'No right to VERIFY or AUTO_PAYMENT': {
    ru: 'Нет права на VERIFY или AUTO_PAYMENT',
    kk: 'VERIFY немесе AUTO_PAYMENT құқығы жоқ',
  },
  'Features clash': { ru: 'Несовместимые features', kk: 'features өзара үйлеспейді' },
  'Amount is invalid': { ru: 'Сумма указана неверно', kk: 'Сома қате көрсетілген' },
  'Deposit is impossible for current transaction state': {
    ru: 'Завершение невозможно в текущем состоянии транзакции',
    kk: 'Транзакцияның ағымдағы күйінде аяқтау мүмкін емес',
  },
  'deposited amount is exceeding approved amount': {
    ru: 'Сумма завершения превышает сумму холда',
    kk: 'Аяқтау сомасы бұғатталған сомадан асады',
  },
  'Refund is impossible for current transaction state': {
    ru: 'Возврат невозможен в текущем состоянии транзакции',
    kk: 'Транзакцияның ағымдағы күйінде қайтару мүмкін емес',
  },
  'Refund amount exceeds deposited amount': {
    ru: 'Сумма возврата превышает сумму списания',
    kk: 'Қайтару сомасы есептен шығарылған сомадан асады',
  },
  'Reversal is impossible for current transaction state': {
    ru: 'Отмена невозможна в текущем состоянии транзакции',
    kk: 'Транзакцияның ағымдағы күйінде болдырмау мүмкін емес',
  },
  'Chargeback is impossible for current transaction state': {
    ru: 'Опротестование невозможно в текущем состоянии транзакции',
    kk: 'Транзакцияның ағымдағы күйінде даулау мүмкін емес',
  },
} as const satisfies Record<string, InOtherLanguages>;

export type Message = keyof typeof MESSAGES;
