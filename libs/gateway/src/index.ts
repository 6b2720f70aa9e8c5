export { GatewayModule } from './gateway.module.js';
export { GatewayClient, type NewRegistration } from './gateway-client.js';
export type { Outcome } from './outcome.js';
export { explainActionCode, isFailedAttempt } from './action-codes.js';
export { isAllowedPaymentPage } from './payment-page.js';
export { GATEWAY_STATUSES, type GatewayStatus } from './wire/order-status.js';
export type { StatusAnswer } from './wire/status-answer.js';
export type { RegisterAnswer } from './wire/register-answer.js';
