import { redact } from '../redact.js';
import { cleanText, prose } from './clean-text.js';
import { integerOf, isObject } from './fields.js';

/** What may be kept of an answer: no card, no payer, no credentials. The lists come last, when there may be no room left. */
const FIELDS = [
  'errorCode',
  'orderNumber',
  'orderStatus',
  'actionCode',
  'amount',
  'currency',
  'date',
  'paymentAmountInfo',
  'authDateTime',
  'terminalId',
  'authRefNum',
  'bankInfo',
  'chargeback',
  'paymentWay',
  'depositedDate',
  'refundedDate',
  'reversedDate',
  'errorMessage',
  'actionCodeDescription',
  'attributes',
  'refunds',
  'merchantOrderParams',
];
const MAX_CHARACTERS = 16_384;
const MAX_TEXT = 1_024;
const MAX_NAME = 64;
const MAX_ELEMENTS = 100;
const MAX_DEPTH = 6;
/** What a value takes beside its text. */
const OVERHEAD = 8;

/** The answer as it may be kept: by the allow-list, bounded in every direction, and redacted. */
export function keptOf(body: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const allowed: Record<string, unknown> = Object.fromEntries(
    FIELDS.filter((name) => Object.hasOwn(body, name)).map((name) => [name, body[name]]),
  );
  // Ours, and it may be the payer's way back, whose token is for the payer alone.
  if (Array.isArray(allowed.merchantOrderParams))
    allowed.merchantOrderParams = allowed.merchantOrderParams.filter((item) => !isBackToShop(item));
  // As text it could be taken for a phone.
  if ('amount' in allowed) allowed.amount = integerOf(body.amount) ?? body.amount;
  return redact(bound(allowed, { left: MAX_CHARACTERS }, MAX_DEPTH)) as Record<string, unknown>;
}

const isBackToShop = (item: unknown): boolean => isObject(item) && item.name === 'backToShopUrl';

type Room = { left: number };

/** Undefined for what there is no room for. */
function bound(value: unknown, room: Room, depth: number): unknown {
  if (room.left <= 0) return undefined;
  room.left -= OVERHEAD;
  if (typeof value === 'string') {
    const text = prose(value, Math.max(0, Math.min(MAX_TEXT, room.left)));
    room.left -= text.length;
    return text;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return undefined;
  if (Array.isArray(value))
    return value
      .slice(0, MAX_ELEMENTS)
      .map((element: unknown) => bound(element, room, depth - 1))
      .filter((element) => element !== undefined);
  const members = Object.entries(value)
    .slice(0, MAX_ELEMENTS)
    .filter(([name]) => name.length <= MAX_NAME)
    .map(([name, member]) => {
      room.left -= name.length;
      return [cleanText(name), bound(member, room, depth - 1)] as const;
    });
  return Object.fromEntries(members.filter(([, member]) => member !== undefined));
}
