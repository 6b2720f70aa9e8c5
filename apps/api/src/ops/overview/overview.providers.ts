import { DetectionReport } from './detection.report.js';
import { GatewaysReport } from './gateways.report.js';
import { Live } from './live.js';
import { PollsReport } from './polls.report.js';
import { ShowOverview } from './show-overview.js';
import { StatesReport } from './states.report.js';
import { StuckReport } from './stuck.report.js';
import { SubscriptionsReport } from './subscriptions.report.js';
import { UnverifiedCallbacksReport } from './unverified-callbacks.report.js';
import { ShowBand } from '../band/show-band.js';
import { WorkersReport } from './workers.report.js';

export const OVERVIEW = [
  ShowOverview,
  StuckReport,
  StatesReport,
  DetectionReport,
  PollsReport,
  GatewaysReport,
  SubscriptionsReport,
  UnverifiedCallbacksReport,
  WorkersReport,
  ShowBand,
  Live,
];
