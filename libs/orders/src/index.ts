export { OrdersModule } from './orders.module.js';
export { RegisterOrder, type Registered } from './register-order.js';
export { RegisterAgain } from './register-again.js';
export { CloseCases } from './close-cases.js';
export { CommentCase } from './comment-case.js';
export { AssignCase } from './assign-case.js';
export { ResolveByHand, type Resolution } from './resolve-by-hand.js';
export { MANUAL_ENDINGS, type ManualEnding } from './resolution.js';
export { FilterStuck, type StuckFilter } from './reports/filter-stuck.js';
export { STUCK_SORTS, type StuckItem, StuckReport, type StuckSort } from './reports/stuck.report.js';
export { type OrderSearch, SearchOrders } from './reports/search-orders.report.js';
export { type OrderMay, OrderPageReport, type OrderPageView } from './reports/order-page.report.js';
export { CaseReport } from './reports/case.report.js';
export { ListOrders, type OrderFilter, type OrderPage } from './list-orders.js';
export { SendRegistration } from './send-registration.js';
export { CountFault } from './count-fault.js';
export { pauseAfterFailureMs } from './pause-after-failure.js';
export { MerchantConditions } from './merchant-conditions.js';
export { withPage } from './show-page.js';
export { WriteOutcomes, type Written } from './write-outcomes.js';
export { FindOrder, type OrderWithRegistrations } from './find-order.js';
export { canBePaid, paymentUrlOf } from './payment-url.js';
export { type Elsewhere, RaiseCase } from './raise-case.js';
export { WatchGateways } from './watch-gateways.js';
export { ROLL_UPS, secondsOfBucket } from './roll-up-events.js';
export { newRegistration } from './new-registration.js';
export { ORDER_STATES, type OrderState, wayTo } from './order-state.js';
export { OrdersRepository } from './orders.repository.js';
export { type CallbackPage, CallbacksRepository } from './callbacks.repository.js';
export {
  MOST_SAMPLES,
  type UnverifiedSample,
  UnverifiedCallbacksRepository,
  type WhyUnverified,
} from './unverified-callbacks.repository.js';
export { RecentCallbacks } from './recent-callbacks.js';
export { RegistrationsRepository } from './registrations.repository.js';
export * from './ruling.js';
export { SEVERITIES, type Severity, severityOf } from './severity.js';
export { detailHashOf, needsAPerson } from './standing-cases.js';
export type { OrderRequest } from './order-request.js';
export type { CaseRow, Operation, Order, Phase, Registration, RegistrationState } from './rows.js';
