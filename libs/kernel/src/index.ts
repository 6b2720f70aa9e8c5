export { AppError, ERRORS, type ErrorCode, type FieldError } from './app-error.js';
export { invariant, unreachable } from './invariant.js';
export { CURRENCIES, currencyByNumber, type Currency, type Money } from './money.js';
export { newId, randomBase32, randomToken } from './ids.js';
export { endWithParent, runProcess } from './run-process.js';
export { loggingOptions } from './logging.js';
export { Html, html } from './html.js';
export { renderPage, type WebPage } from './web-page.js';
