export { AppError, ERRORS, type ErrorCode, type FieldError } from './app-error.js';
export { invariant, unreachable } from './invariant.js';
export { CURRENCIES } from './currencies.js';
export { currencyByNumber, type Currency, type Money, moneyText } from './money.js';
export { newId, randomBase32, randomToken } from './ids.js';
export { seededRandom } from './seeded-random.js';
