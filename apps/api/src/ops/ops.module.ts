import { Module } from '@nestjs/common';
import { AuditController } from './audit.controller.js';
import { ListAudit } from './list-audit.js';
import { OperatorsController } from './operators.controller.js';
import { OperatorsModule } from './operators.module.js';
import { LiveController } from './overview/live.controller.js';
import { OverviewController } from './overview/overview.controller.js';
import { OVERVIEW } from './overview/overview.providers.js';
import { SessionController } from './session.controller.js';

/** The JSON of the operations dashboard, under /ops/api. */
@Module({
  imports: [OperatorsModule],
  controllers: [SessionController, AuditController, OperatorsController, OverviewController, LiveController],
  providers: [ListAudit, ...OVERVIEW],
  exports: [OperatorsModule],
})
export class OpsModule {}
