import { GatewayModule } from '@app/gateway';
import { OrdersModule } from '@app/orders';
import { Module } from '@nestjs/common';
import { BulkPollReport } from './lists/bulk-poll.report.js';
import { SearchOrders } from './lists/search-orders.report.js';
import { StuckReport } from './lists/stuck.report.js';
import { CaseReport } from './order/case.report.js';
import { OrderFactsReport } from './order/order-facts.js';
import { OrderPageReport } from './order/order-page.report.js';
import { BandReport } from './overview/band.report.js';
import { DetectionReport } from './overview/detection.report.js';
import { GatewaysReport } from './overview/gateways.report.js';
import { OverviewReport } from './overview/overview.report.js';
import { PollsReport } from './overview/polls.report.js';
import { StatesReport } from './overview/states.report.js';
import { StuckCountsReport } from './overview/stuck-counts.report.js';
import { SubscriptionsReport } from './overview/subscriptions.report.js';
import { UnverifiedCallbacksReport } from './overview/unverified-callbacks.report.js';
import { WorkersReport } from './overview/workers.report.js';

const PAGES = [
  OrderPageReport,
  CaseReport,
  SearchOrders,
  StuckReport,
  BulkPollReport,
  OverviewReport,
  BandReport,
];
const PARTS = [
  OrderFactsReport,
  DetectionReport,
  GatewaysReport,
  PollsReport,
  StatesReport,
  StuckCountsReport,
  SubscriptionsReport,
  UnverifiedCallbacksReport,
  WorkersReport,
];

@Module({
  imports: [OrdersModule, GatewayModule],
  providers: [...PAGES, ...PARTS],
  exports: [...PAGES, ...PARTS],
})
export class ReportsModule {}
