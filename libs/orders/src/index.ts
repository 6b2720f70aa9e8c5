export { OrdersModule } from './orders.module.js';
export { RegisterOrder, type Registered } from './registering/register-order.js';
export { refusalOfNewPage, RegisterAgain } from './registering/register-again.js';
export { CloseCases } from './by-hand/close-cases.js';
export { CommentCase } from './by-hand/comment-case.js';
export { AssignCase } from './by-hand/assign-case.js';
export { ResolveByHand, type Resolution } from './by-hand/resolve-by-hand.js';
export { endingsOf, MANUAL_ENDINGS, type ManualEnding } from './by-hand/resolution.js';
export { FilterStuck, MERCHANT_OF_ITEM, SHOP_OF_ITEM, type StuckFilter } from './order/filter-stuck.js';
export { likeBeginning, ResolveNumber } from './order/resolve-number.js';
export { ListOrders, type OrderFilter, type OrderPage } from './order/list-orders.js';
export { SendRegistration } from './registering/send-registration.js';
export { CountFault } from './writing/count-fault.js';
export { pauseAfterFailureMs } from './writing/pause-after-failure.js';
export { MerchantConditions } from './cases/merchant-conditions.js';
export { withPage } from './registering/show-page.js';
export { WriteRulings, type Written } from './writing/write-rulings.js';
export { FindOrder, type OrderWithRegistrations, withRegistrations } from './order/find-order.js';
export { canBePaid, paymentUrlOf } from './order/payment-url.js';
export { type NonOrderSubject, RaiseCase } from './cases/raise-case.js';
export { WatchGateways } from './cases/watch-gateways.js';
export { ROLL_UPS, secondsOfBucket } from './roll-up-events.js';
export { newRegistration } from './order/new-registration.js';
export { ORDER_STATES, type OrderState, pathTo } from './order/order-state.js';
export { OrdersRepository } from './order/orders.repository.js';
export { type CallbackPage, CallbacksRepository } from './callbacks/callbacks.repository.js';
export {
  MOST_SAMPLES,
  type UnverifiedSample,
  UnverifiedCallbacksRepository,
  type WhyUnverified,
} from './callbacks/unverified-callbacks.repository.js';
export { RecentCallbacks } from './callbacks/recent-callbacks.js';
export { RegistrationsRepository } from './order/registrations.repository.js';
export {
  type KnownCase,
  type LockedFacts,
  type Move,
  type NextPoll,
  CASE_REASONS,
  type CaseReason,
  type Finding,
  type Ruling,
  applied,
  type Observation,
  rejection,
} from './ruling/ruling.js';
export { SEVERITIES, type Severity, severityOf, severityRank } from './cases/severity.js';
export { detailHashOf, needsAPerson } from './cases/standing-cases.js';
export type { OrderRequest } from './order/order-request.js';
export {
  CaseRow,
  type Operation,
  type Order,
  OrderRow,
  type Phase,
  type Registration,
  RegistrationAnswerRow,
  RegistrationRow,
  type RegistrationState,
} from './order/rows.js';
