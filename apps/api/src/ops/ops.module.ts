import { ReplayModule } from '@app/events';
import { OrdersModule } from '@app/orders';
import { HastenModule } from '@app/reconciliation';
import { Module } from '@nestjs/common';
import { Actors } from './actors.js';
import { AsksController } from './asks.controller.js';
import { AuditController } from './audit.controller.js';
import { BandController } from './band/band.controller.js';
import { CasesController } from './cases.controller.js';
import { ListAudit } from './list-audit.js';
import { OperatorsController } from './operators.controller.js';
import { OperatorsModule } from './operators.module.js';
import { OpsOrdersController } from './orders.controller.js';
import { LiveController } from './overview/live.controller.js';
import { OverviewController } from './overview/overview.controller.js';
import { OVERVIEW } from './overview/overview.providers.js';
import { SessionController } from './session.controller.js';
import { StuckController } from './stuck.controller.js';

/** The JSON of the operations dashboard, under /ops/api. */
@Module({
  imports: [OperatorsModule, OrdersModule, HastenModule, ReplayModule],
  controllers: [
    SessionController,
    AuditController,
    OperatorsController,
    StuckController,
    OpsOrdersController,
    CasesController,
    AsksController,
    OverviewController,
    LiveController,
    BandController,
  ],
  providers: [ListAudit, Actors, ...OVERVIEW],
  exports: [OperatorsModule],
})
export class OpsModule {}
