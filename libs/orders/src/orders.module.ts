import { EventLogModule } from '@app/events';
import { GatewayModule } from '@app/gateway';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ApplyRuling } from './writing/apply-ruling.js';
import { AssignCase } from './by-hand/assign-case.js';
import { BeginRegistration } from './registering/begin-registration.js';
import { CallbacksRepository } from './callbacks/callbacks.repository.js';
import { CasesRepository } from './cases/cases.repository.js';
import { CloseCases } from './by-hand/close-cases.js';
import { ClosePages } from './by-hand/close-pages.js';
import { CommentCase } from './by-hand/comment-case.js';
import { CountFault } from './writing/count-fault.js';
import { FindOrder } from './order/find-order.js';
import { ListOrders } from './order/list-orders.js';
import { MerchantConditions } from './cases/merchant-conditions.js';
import { MerchantsInUse } from './order/merchants-in-use.js';
import { OrdersRepository } from './order/orders.repository.js';
import { RaiseCase } from './cases/raise-case.js';
import { RecentCallbacks } from './callbacks/recent-callbacks.js';
import { RegisterAgain } from './registering/register-again.js';
import { RegisterOrder } from './registering/register-order.js';
import { RegistrationsRepository } from './order/registrations.repository.js';
import { FilterStuck } from './order/filter-stuck.js';
import { ResolveNumber } from './order/resolve-number.js';
import { ResolveByHand } from './by-hand/resolve-by-hand.js';
import { CaseRow, OperationRow, OrderRow, RegistrationAnswerRow, RegistrationRow } from './order/rows.js';
import { ShowPage } from './registering/show-page.js';
import { SendRegistration } from './registering/send-registration.js';
import { UnverifiedCallbacksRepository } from './callbacks/unverified-callbacks.repository.js';
import { WatchGateways } from './cases/watch-gateways.js';
import { WriteRulings } from './writing/write-rulings.js';

const USE_CASES = [
  RegisterOrder,
  RegisterAgain,
  ListOrders,
  SendRegistration,
  WriteRulings,
  CountFault,
  MerchantConditions,
  ShowPage,
  RaiseCase,
  WatchGateways,
  FindOrder,
  RecentCallbacks,
  FilterStuck,
  ResolveNumber,
];
const BY_HAND = [CloseCases, CommentCase, AssignCase, ClosePages, ResolveByHand];
const REPOSITORIES = [
  OrdersRepository,
  RegistrationsRepository,
  CallbacksRepository,
  UnverifiedCallbacksRepository,
];

@Module({
  imports: [
    TypeOrmModule.forFeature([OrderRow, RegistrationRow, RegistrationAnswerRow, OperationRow, CaseRow]),
    EventLogModule,
    GatewayModule,
  ],
  providers: [
    ...USE_CASES,
    ...BY_HAND,
    ...REPOSITORIES,
    BeginRegistration,
    CasesRepository,
    ApplyRuling,
    MerchantsInUse,
  ],
  exports: [...USE_CASES, ...BY_HAND, ...REPOSITORIES, EventLogModule, GatewayModule],
})
export class OrdersModule {}
