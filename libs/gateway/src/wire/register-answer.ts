import { type Fields, idOf } from './fields.js';

/** A registered order (gateway.md §2, response). */
export type RegisterAnswer = Readonly<{ gatewayOrderId: string; formUrl: string }>;

/** The platform says 512, and a bank that says more is no reason to lose a payer. */
const MAX_URL = 2_048;

/** Null where there is no id or no address that could be used. */
export function readRegisterAnswer(body: Fields): RegisterAnswer | null {
  const gatewayOrderId = idOf(body.orderId);
  const formUrl = addressOf(body.formUrl);
  return gatewayOrderId !== null && formUrl !== null ? { gatewayOrderId, formUrl } : null;
}

/** As it came, if that can stand in a header; else as a browser would write it. */
function addressOf(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > MAX_URL || !URL.canParse(value)) return null;
  const address = /^[\x21-\x7e]+$/.test(value) ? value : new URL(value).href;
  return address.length <= MAX_URL ? address : null;
}
