import { EventLogModule } from '@app/events';
import { GatewayModule } from '@app/gateway';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ApplyRuling } from './apply-ruling.js';
import { BeginRegistration } from './begin-registration.js';
import { CallbacksRepository } from './callbacks.repository.js';
import { CasesRepository } from './cases.repository.js';
import { FindOrder } from './find-order.js';
import { ListOrders } from './list-orders.js';
import { MerchantsInUse } from './merchants-in-use.js';
import { OrdersRepository } from './orders.repository.js';
import { RaiseCase } from './raise-case.js';
import { RecentCallbacks } from './recent-callbacks.js';
import { RegisterAgain } from './register-again.js';
import { RegisterOrder } from './register-order.js';
import { RegistrationsRepository } from './registrations.repository.js';
import { CaseRow, OperationRow, OrderRow, RegistrationAnswerRow, RegistrationRow } from './rows.js';
import { SendRegistration } from './send-registration.js';
import { WatchGateways } from './watch-gateways.js';
import { WriteOutcomes } from './write-outcomes.js';

const USE_CASES = [
  RegisterOrder,
  RegisterAgain,
  ListOrders,
  SendRegistration,
  WriteOutcomes,
  RaiseCase,
  WatchGateways,
  FindOrder,
  RecentCallbacks,
];
const REPOSITORIES = [OrdersRepository, RegistrationsRepository, CallbacksRepository];

@Module({
  imports: [
    TypeOrmModule.forFeature([OrderRow, RegistrationRow, RegistrationAnswerRow, OperationRow, CaseRow]),
    EventLogModule,
    GatewayModule,
  ],
  providers: [...USE_CASES, ...REPOSITORIES, BeginRegistration, CasesRepository, ApplyRuling, MerchantsInUse],
  exports: [...USE_CASES, ...REPOSITORIES, EventLogModule, GatewayModule],
})
export class OrdersModule {}
