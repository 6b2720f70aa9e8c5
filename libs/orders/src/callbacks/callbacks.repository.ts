import type { BankCallback } from '@app/gateway';
import { newId } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Registration } from '../order/rows.js';

/** Parameters worth keeping (gateway.md §6): never the card, the payer's address or a free text. */
const KEPT: ReadonlySet<string> = new Set([
  'amount',
  'currency',
  'actionCode',
  'approvedAmount',
  'depositedAmount',
  'refundedAmount',
  'operationRefundedAmount',
  'externalRefundId',
  'paymentState',
  'callbackCreationDate',
  'paymentDate',
  'depositedDate',
  'refundedDate',
  'reversedDate',
  'declineDate',
]);

/** A merchant whose shops are closed at night is told nothing for hours. */
const LATELY = `interval '24 hours'`;

/** The page that a callback is about, and what is known of it. */
export type CallbackPage = Pick<Registration, 'id' | 'status' | 'mode'>;

/** `registration` null: no page of ours. `times` 1: heard for the first time. */
export type KeptCallback = Readonly<{ registration: CallbackPage | null; times: number }>;

/** Whose callback it is: by our number, or by the bank's id where the number says nothing. */
const REGISTRATION = `(
  SELECT id FROM registrations WHERE merchant_id = $1 AND (gateway_order_number = $2 OR gateway_order_id = $3)
  ORDER BY (gateway_order_number = $2) DESC LIMIT 1)`;

@Injectable()
export class CallbacksRepository {
  constructor(private readonly db: DataSource) {}

  /** A repeat raises a counter. Only for what is verified. */
  async keep(merchantId: string, digest: string, callback: BankCallback): Promise<KeptCallback> {
    const { gatewayOrderNumber, gatewayOrderId, operation, status } = callback;
    const said = Object.fromEntries([...callback.pairs].filter(([name]) => KEPT.has(name)));
    const [row] = await this.db.query(
      `WITH kept AS (
       INSERT INTO callbacks (id, merchant_id, digest, registration_id, gateway_order_number, gateway_order_id,
                              operation, status, said, first_at, last_at)
       VALUES ($4, $1, $5, ${REGISTRATION}, $2, $3, $6, $7, $8, tolem_now(), tolem_now())
       ON CONFLICT (merchant_id, digest) DO UPDATE SET times = callbacks.times + 1, last_at = tolem_now()
       RETURNING registration_id, times)
       SELECT times, r.id, r.status, r.mode FROM kept LEFT JOIN registrations r ON r.id = registration_id`,
      [
        merchantId,
        gatewayOrderNumber,
        gatewayOrderId,
        newId(),
        digest,
        operation,
        status,
        JSON.stringify(said),
      ],
    );
    const { times, ...registration } = row;
    return { registration: registration.id === null ? null : registration, times };
  }

  /** Of one that is kept. */
  async countRepeats(merchantId: string, digest: string, repeats: number): Promise<void> {
    await this.db.query(
      `UPDATE callbacks SET times = times + $3, last_at = tolem_now() WHERE merchant_id = $1 AND digest = $2`,
      [merchantId, digest, repeats],
    );
  }

  /** Whether one has come for this merchant within the last day. */
  async hasRecent(merchantId: string): Promise<boolean> {
    const [row] = await this.db.query(
      `SELECT EXISTS (SELECT FROM callbacks WHERE merchant_id = $1 AND last_at > tolem_now() - ${LATELY}) AS arriving`,
      [merchantId],
    );
    return row.arriving;
  }

  async findRegistration(merchantId: string, callback: BankCallback): Promise<CallbackPage | null> {
    const [row] = await this.db.query(
      `SELECT id, status, mode FROM registrations WHERE id = ${REGISTRATION}`,
      [merchantId, callback.gatewayOrderNumber, callback.gatewayOrderId],
    );
    return row ?? null;
  }
}
