import { bigintColumn, nullableBigintColumn } from '@app/database';
import type { Currency } from '@app/kernel';
import type { GatewayStatus } from '@app/gateway';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { OrderState } from './order-state.js';

export type Mode = 'charge' | 'hold';
export type Language = 'kk' | 'ru' | 'en';
export type RegistrationState = 'sending' | 'recovering' | 'open' | 'closed' | 'orphan' | 'refused';
export type Phase =
  'recovering' | 'returned' | 'quiet' | 'overtime' | 'undecided' | 'operation' | 'authorized' | 'aftercare';

const maybeText = { type: 'text', nullable: true } as const;
const maybeInstant = { type: 'timestamptz', nullable: true } as const;

/** What a shop wants paid. Column by column: design in the migration `orders`. */
@Entity('orders')
export class OrderRow {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') shopId!: string;
  @Column('text') orderNumber!: string;
  @Column(bigintColumn) amountMinor!: bigint;
  @Column('text') currency!: Currency;
  @Column('text') mode!: Mode;
  @Column('text') state!: OrderState;
  @Column(bigintColumn) capturedMinor!: bigint;
  @Column(bigintColumn) refundedMinor!: bigint;
  @Column({ type: 'uuid', nullable: true }) settledBy!: string | null;
  @Column(maybeInstant) disputedAt!: Date | null;
  @Column(maybeText) description!: string | null;
  @Column('text') successUrl!: string;
  @Column(maybeText) failUrl!: string | null;
  @Column('text') language!: Language;
  @Column(maybeText) payerEmail!: string | null;
  @Column(maybeText) payerPhone!: string | null;
  @Column(maybeText) payerClientId!: string | null;
  @Column('jsonb') metadata!: Record<string, string>;
  @Column('integer') lifetimeSeconds!: number;
  @Column('timestamptz') expiresAt!: Date;
  @Column('integer') lastSeq!: number;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
}

/** One registering of an order at the gateway. */
@Entity('registrations')
export class RegistrationRow {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') orderId!: string;
  @Column('text') merchantId!: string;
  @Column('integer') attempt!: number;
  @Column(bigintColumn) amountMinor!: bigint;
  @Column('text') currency!: Currency;
  @Column('text') mode!: Mode;
  @Column('integer') lifetimeSeconds!: number;
  @Column('text') state!: RegistrationState;
  @Column('text') gatewayOrderNumber!: string;
  @Column(maybeText) gatewayOrderId!: string | null;
  @Column(maybeText) formUrl!: string | null;
  @Column(maybeText) withheldUrl!: string | null;
  @Column('text') returnToken!: string;
  @Column('timestamptz') sentAt!: Date;
  @Column(maybeInstant) lastSentAt!: Date | null;
  @Column('timestamptz') callDeadline!: Date;
  @Column('integer') sendsUnaccounted!: number;
  @Column(maybeText) status!: GatewayStatus | null;
  @Column(maybeInstant) statusSince!: Date | null;
  @Column('integer') absences!: number;
  @Column({ type: 'integer', nullable: true }) actionCode!: number | null;
  @Column(nullableBigintColumn) approvedMinor!: bigint | null;
  @Column(nullableBigintColumn) depositedMinor!: bigint | null;
  @Column(nullableBigintColumn) refundedMinor!: bigint | null;
  @Column(maybeText) paymentWay!: string | null;
  @Column(maybeText) maskedCard!: string | null;
  @Column(maybeText) approvalCode!: string | null;
  @Column(maybeText) rrn!: string | null;
  @Column(maybeText) bankName!: string | null;
  @Column(maybeText) bankCountry!: string | null;
  @Column(nullableBigintColumn) feeMinor!: bigint | null;
  @Column(maybeInstant) bankRegisteredAt!: Date | null;
  @Column(maybeInstant) bankAuthorizedAt!: Date | null;
  @Column(maybeInstant) bankDepositedAt!: Date | null;
  @Column(maybeInstant) bankReversedAt!: Date | null;
  @Column(maybeInstant) bankRefundedAt!: Date | null;
  @Column(maybeText) attemptSeen!: string | null;
  @Column({ type: 'uuid', nullable: true }) unresolvedOperation!: string | null;
  @Column('text') phase!: Phase;
  @Column('integer') step!: number;
  @Column('timestamptz') anchoredAt!: Date;
  @Column(maybeInstant) nextPollAt!: Date | null;
  @Column(maybeInstant) lastLookAt!: Date | null;
  /** When the bank last gave an answer that could be used, new or not. */
  @Column(maybeInstant) lastAnsweredAt!: Date | null;
  @Column(maybeInstant) recheckingSince!: Date | null;
  @Column(maybeInstant) contradictedSince!: Date | null;
  @Column(maybeInstant) failingSince!: Date | null;
  @Column(maybeInstant) hastenedAt!: Date | null;
  @Column(maybeText) hastenedBy!: string | null;
  @Column('integer') version!: number;
  @Column('integer') polls!: number;
  @Column('integer') failures!: number;
  @Column('integer') faults!: number;
  @Column(maybeInstant) returnedAt!: Date | null;
  @Column('timestamptz') expiresAt!: Date;
}

@Entity('registration_answers')
export class RegistrationAnswerRow {
  @PrimaryColumn('uuid') registrationId!: string;
  @Column('jsonb') answer!: Record<string, unknown>;
  @Column('timestamptz') answeredAt!: Date;
}

/** A movement of money asked for by a shop or an operator. */
@Entity('operations')
export class OperationRow {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') orderId!: string;
  @Column('uuid') registrationId!: string;
  @Column('text') shopId!: string;
  @Column('text') kind!: 'capture' | 'release' | 'refund' | 'cancel';
  @Column(nullableBigintColumn) amountMinor!: bigint | null;
  @Column('text') state!: 'pending' | 'done' | 'refused' | 'unknown';
}

/** Something a person must look at. */
@Entity('cases')
export class CaseRow {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') reason!: string;
  @Column('text') subject!: string;
  @Column(maybeText) shopId!: string | null;
  @Column({ type: 'uuid', nullable: true }) orderId!: string | null;
  @Column({ type: 'uuid', nullable: true }) registrationId!: string | null;
  @Column(maybeText) merchantId!: string | null;
  @Column(nullableBigintColumn) amountMinor!: bigint | null;
  @Column(maybeText) currency!: string | null;
  @Column('jsonb') detail!: Record<string, unknown>;
  @Column('text') detailHash!: string;
  @Column(maybeText) assignee!: string | null;
  @Column('timestamptz') openedAt!: Date;
  @Column(maybeInstant) closedAt!: Date | null;
  @Column(maybeText) closedBy!: string | null;
  @Column(maybeText) note!: string | null;
}

export type Order = Readonly<OrderRow>;
export type Registration = Readonly<RegistrationRow>;
export type Operation = Readonly<OperationRow>;
