import { nullableBigintColumn } from '@app/database';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('events')
export class EventRow {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id!: string;
  @Column(nullableBigintColumn) position!: bigint | null;
  @Column('uuid') eventId!: string;
  @Column('text') subject!: string;
  @Column('integer') seq!: number;
  @Column('text', { nullable: true }) shopId!: string | null;
  @Column('uuid', { nullable: true }) orderId!: string | null;
  @Column('text') type!: string;
  @Column('jsonb') data!: Record<string, unknown>;
  @Column('text') cause!: string;
  @Column('timestamptz') occurredAt!: Date;
  @Column({ type: 'integer', nullable: true }) polls!: number | null;
}
