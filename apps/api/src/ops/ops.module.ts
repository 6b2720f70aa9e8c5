import { ReplayModule } from '@app/events';
import { OperatorsModule } from '@app/operators';
import { OrdersModule } from '@app/orders';
import { HastenModule } from '@app/reconciliation';
import { ReportsModule } from '@app/reports';
import { Module } from '@nestjs/common';
import { BulkPollsController } from './bulk-polls.controller.js';
import { AuditController } from './audit.controller.js';
import { BandController } from './band/band.controller.js';
import { CasesController } from './cases.controller.js';
import { OperatorsController } from './operators.controller.js';
import { OpsOrdersController } from './orders.controller.js';
import { LiveController } from './overview/live.controller.js';
import { OverviewController } from './overview/overview.controller.js';
import { Live } from './overview/live.js';
import { SessionController } from './session.controller.js';
import { StuckController } from './stuck.controller.js';

/** The JSON of the operations dashboard, under /ops/api. */
@Module({
  imports: [OperatorsModule, OrdersModule, HastenModule, ReplayModule, ReportsModule],
  controllers: [
    SessionController,
    AuditController,
    OperatorsController,
    StuckController,
    OpsOrdersController,
    CasesController,
    BulkPollsController,
    OverviewController,
    LiveController,
    BandController,
  ],
  providers: [Live],
  exports: [OperatorsModule],
})
export class OpsModule {}
