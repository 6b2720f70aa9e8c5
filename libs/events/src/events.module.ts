import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ConfiguredSubscriptions } from './configured-subscriptions.repository.js';
import { EventLog } from './event-log.repository.js';
import { EventRow } from './event.row.js';
import { RunProjections } from './run-projections.js';
import { ListUndelivered } from './list-undelivered.js';
import { NumberEvents } from './number-events.js';
import { PublishEvents } from './publish-events.js';
import { ReplayEvent } from './replay-event.js';
import { RewindLost } from './rewind-lost.js';
import { QueueSink } from './sinks/queue-sink.js';
import { Subscriptions } from './subscriptions.repository.js';
import { SyncSubscriptions } from './sync-subscriptions.js';
import { UntakenEvents } from './untaken-events.repository.js';

/** The log alone: for whoever writes facts or shows them. */
@Module({
  imports: [TypeOrmModule.forFeature([EventRow])],
  providers: [EventLog],
  exports: [EventLog],
})
export class EventLogModule {}

/** One event once more: for the process that operators talk to. */
@Module({
  imports: [EventLogModule],
  providers: [Subscriptions, QueueSink, ReplayEvent],
  exports: [ReplayEvent],
})
export class ReplayModule {}

/** The log and its publisher: for the process that hands events over. */
@Module({
  imports: [EventLogModule],
  providers: [
    NumberEvents,
    Subscriptions,
    ConfiguredSubscriptions,
    SyncSubscriptions,
    QueueSink,
    PublishEvents,
    RewindLost,
    UntakenEvents,
    ListUndelivered,
    RunProjections,
  ],
  exports: [PublishEvents, RewindLost, SyncSubscriptions, ListUndelivered, RunProjections],
})
export class PublishingModule {}
