import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { validate } from 'uuid';

/** What a number or an id leads to. */
export type Resolved = Readonly<{ orderIds: readonly string[]; caseIds: readonly string[] }>;

/** Numbers are the shops' own, so several may have given the same one; more than this is no search for a number. */
const MOST = 200;

/**
 * The merchants there have ever been, one step of the index each: so a gateway's number is found by the index that makes it
 * unique per merchant, and the hottest table needs no other.
 */
const MERCHANTS = `WITH RECURSIVE merchant (id) AS (
  (SELECT merchant_id FROM registrations ORDER BY merchant_id LIMIT 1)
  UNION ALL
  SELECT (SELECT merchant_id FROM registrations WHERE merchant_id > merchant.id ORDER BY merchant_id LIMIT 1)
  FROM merchant WHERE merchant.id IS NOT NULL)`;

/**
 * `$1` as it was typed, `$2` the same where it has the form of an id, `$3` the part of a gateway's number that is the shop's. Every
 * line begins at an index. Numbers are told by telephone and typed from slips: in whatever case.
 */
const ORDERS = `${MERCHANTS}
SELECT found.id FROM (
  SELECT id FROM orders WHERE id = $2
  UNION SELECT id FROM orders WHERE upper(order_number) = upper($1)
  UNION SELECT order_id FROM registrations WHERE id = $2
  UNION SELECT order_id FROM registrations WHERE gateway_order_id IN ($1, lower($1))
  UNION SELECT order_id FROM registrations WHERE rrn IN ($1, upper($1))
  UNION SELECT r.order_id FROM merchant JOIN registrations r ON r.merchant_id = merchant.id AND r.gateway_order_number = $1
  UNION (SELECT r.order_id FROM (SELECT id FROM orders WHERE upper(order_number) LIKE upper($3) LIMIT ${MOST}) AS begun
         JOIN registrations r ON r.order_id = begun.id AND upper(r.gateway_order_number) = upper($1))
  UNION SELECT order_id FROM events WHERE event_id = $2 AND order_id IS NOT NULL
  UNION SELECT order_id FROM cases WHERE id = $2 AND order_id IS NOT NULL) AS found
LIMIT ${MOST}`;

/** What of a gateway's number is the shop's (gateway-order-number.ts), as a pattern; null where it cannot be one. */
function shopsPart(typed: string): string | null {
  const [, begins] = /^([\w-]{1,21})-[A-Za-z0-9]{10}$/.exec(typed) ?? [];
  if (begins === undefined) return null;
  // Only a number that was cut may go on.
  return `${likeBeginning(begins)}${begins.length === 21 ? '%' : ''}`;
}

/** Text that means itself in a pattern. */
export const likeBeginning = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** Finds by any number somebody may have in hand: ours, the shop's, the bank's, the payer's slip, an event, a case. All of it, in any case. */
@Injectable()
export class ResolveNumber {
  constructor(private readonly db: DataSource) {}

  async execute(typed: string): Promise<Resolved> {
    const id = validate(typed) ? typed.toLowerCase() : null;
    const rows: { id: string }[] = await this.db.query(ORDERS, [typed, id, shopsPart(typed)]);
    return { orderIds: rows.map((row) => row.id), caseIds: id ? [id] : [] };
  }
}
