import { EventLogModule } from '@app/events';
import { GatewayModule } from '@app/gateway';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ApplyRuling } from './apply-ruling.js';
import { AssignCase } from './assign-case.js';
import { BeginRegistration } from './begin-registration.js';
import { CallbacksRepository } from './callbacks.repository.js';
import { CasesRepository } from './cases.repository.js';
import { CloseCases } from './close-cases.js';
import { ClosePages } from './close-pages.js';
import { CommentCase } from './comment-case.js';
import { CountFault } from './count-fault.js';
import { FindOrder } from './find-order.js';
import { ListOrders } from './list-orders.js';
import { MerchantConditions } from './merchant-conditions.js';
import { MerchantsInUse } from './merchants-in-use.js';
import { OrdersRepository } from './orders.repository.js';
import { RaiseCase } from './raise-case.js';
import { RecentCallbacks } from './recent-callbacks.js';
import { RegisterAgain } from './register-again.js';
import { RegisterOrder } from './register-order.js';
import { RegistrationsRepository } from './registrations.repository.js';
import { CaseReport } from './reports/case.report.js';
import { FilterStuck } from './reports/filter-stuck.js';
import { OrderFactsReport } from './reports/order-facts.js';
import { OrderPageReport } from './reports/order-page.report.js';
import { ResolveNumber } from './reports/resolve-number.report.js';
import { SearchOrders } from './reports/search-orders.report.js';
import { StuckReport } from './reports/stuck.report.js';
import { ResolveByHand } from './resolve-by-hand.js';
import { CaseRow, OperationRow, OrderRow, RegistrationAnswerRow, RegistrationRow } from './rows.js';
import { ShowPage } from './show-page.js';
import { SendRegistration } from './send-registration.js';
import { UnverifiedCallbacksRepository } from './unverified-callbacks.repository.js';
import { WatchGateways } from './watch-gateways.js';
import { WriteOutcomes } from './write-outcomes.js';

const USE_CASES = [
  RegisterOrder,
  RegisterAgain,
  ListOrders,
  SendRegistration,
  WriteOutcomes,
  CountFault,
  MerchantConditions,
  ShowPage,
  RaiseCase,
  WatchGateways,
  FindOrder,
  RecentCallbacks,
];
const BY_HAND = [CloseCases, CommentCase, AssignCase, ClosePages, ResolveByHand];
const REPORTS = [
  StuckReport,
  FilterStuck,
  SearchOrders,
  OrderPageReport,
  CaseReport,
  ResolveNumber,
  OrderFactsReport,
];
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
    ...REPORTS,
    ...REPOSITORIES,
    BeginRegistration,
    CasesRepository,
    ApplyRuling,
    MerchantsInUse,
  ],
  exports: [...USE_CASES, ...BY_HAND, ...REPORTS, ...REPOSITORIES, EventLogModule, GatewayModule],
})
export class OrdersModule {}
