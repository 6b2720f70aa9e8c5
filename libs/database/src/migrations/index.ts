import { Orders1700000000001 } from './1700000000001-orders.js';
import { Lists1700000000003 } from './1700000000003-lists.js';
import { Events1700000000002 } from './1700000000002-events.js';
import { MerchantHealth1700000000005 } from './1700000000005-merchant-health.js';
import { Callbacks1700000000006 } from './1700000000006-callbacks.js';
import { StickyCases1700000000007 } from './1700000000007-sticky-cases.js';
import { StuckOrders1700000000008 } from './1700000000008-stuck-orders.js';
import { Hastened1700000000009 } from './1700000000009-hastened.js';
import { Operators1700000000010 } from './1700000000010-operators.js';
import { Ops1700000000011 } from './1700000000011-ops.js';
import { RollUps1700000000012 } from './1700000000012-roll-ups.js';
import { NumberEvents1700000000013 } from './1700000000013-number-events.js';
import { OpsLookUps1700000000014 } from './1700000000014-ops-look-ups.js';
import { ReasonsToPoll1700000000018 } from './1700000000018-reasons-to-poll.js';
import { OldestVersion1700000000015 } from './1700000000015-oldest-version.js';
import { CasesByRegistration1700000000016 } from './1700000000016-cases-by-registration.js';
import { UntakenEvents1700000000017 } from './1700000000017-untaken-events.js';
import { Absences1700000000019 } from './1700000000019-absences.js';
import { UnverifiedCallbacks1700000000020 } from './1700000000020-unverified-callbacks.js';
import { OwedHastens1700000000021 } from './1700000000021-owed-hastens.js';
import { Heartbeats1700000000022 } from './1700000000022-heartbeats.js';
import { Replays1700000000004 } from './1700000000004-replays.js';

/**
 * In the order they run. Never edited once released: a change is a new file, which the version before can live with (a new table,
 * a nullable column, an index by `buildIndex`), or else it calls `raiseOldestVersion`.
 */
export const MIGRATIONS = [
  Orders1700000000001,
  Events1700000000002,
  Lists1700000000003,
  Replays1700000000004,
  MerchantHealth1700000000005,
  Callbacks1700000000006,
  StickyCases1700000000007,
  StuckOrders1700000000008,
  Hastened1700000000009,
  Operators1700000000010,
  Ops1700000000011,
  RollUps1700000000012,
  NumberEvents1700000000013,
  OpsLookUps1700000000014,
  OldestVersion1700000000015,
  CasesByRegistration1700000000016,
  UntakenEvents1700000000017,
  ReasonsToPoll1700000000018,
  Absences1700000000019,
  UnverifiedCallbacks1700000000020,
  OwedHastens1700000000021,
  Heartbeats1700000000022,
];
