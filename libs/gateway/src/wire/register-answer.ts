import { readWebAddress } from '@app/config';
import { type Fields, idOf } from './fields.js';

/** A registered order (gateway.md §2, response). */
export type RegisterAnswer = Readonly<{ gatewayOrderId: string; formUrl: string }>;

/** The platform says 512, and a bank that says more is no reason to lose a payer. */
const MAX_URL = 2_048;

/** No database stores a NUL or half a surrogate pair; with a blank it stays an address that is refused. */
const NOT_TEXT = /\0|\p{Cs}/gu;

/** Null where there is no id or no address that could be used. */
export function readRegisterAnswer(body: Fields): RegisterAnswer | null {
  const gatewayOrderId = idOf(body.orderId);
  const formUrl = addressOf(body.formUrl);
  return gatewayOrderId !== null && formUrl !== null ? { gatewayOrderId, formUrl } : null;
}

/** As it was read; one that no two programs may read alike stays as it came, and is no page to send a payer to. */
function addressOf(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > MAX_URL || !URL.canParse(value)) return null;
  const read = readWebAddress(value);
  const address = 'fault' in read ? value.replace(NOT_TEXT, ' ') : read.href;
  return address.length <= MAX_URL ? address : null;
}
