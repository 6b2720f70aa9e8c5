import { createHmac, sign } from 'node:crypto';
import type { CallbackSettings } from './callback-settings.js';
import type { Happening } from './journal.js';
import { type BankOrder, isPaid, STATUS } from './order.js';

export type Operation = 'approved' | 'deposited' | 'declinedByTimeout';
/** Status `1`: the operation succeeded, `0`: it failed. */
export type News = Readonly<{ operation: Operation; status: '0' | '1' }>;

/** What a happening is called in a callback; undefined: the bank says nothing of it. */
export function newsOf({ twoStage }: BankOrder, happening: Happening): News | undefined {
  if (happening.what === 'closed' && happening.by === 'lifetime')
    return { operation: 'declinedByTimeout', status: '1' };
  if (happening.what !== 'processed') return undefined;
  return {
    operation: twoStage ? 'approved' : 'deposited',
    status: happening.outcome === 'approved' ? '1' : '0',
  };
}

/** The parameters, signed as the merchant's portal says; `forged`: by somebody who does not have the key. */
export function messageOf(
  order: BankOrder,
  { operation, status }: News,
  settings: CallbackSettings,
  { now, forged = false }: Readonly<{ now: number; forged?: boolean }>,
): URLSearchParams {
  const said: Record<string, string> = {
    mdOrder: order.orderId,
    orderNumber: order.orderNumber,
    operation,
    status,
    amount: String(order.amountMinor),
    currency: order.currency,
    actionCode: String(order.actionCode),
    approvedAmount: String(isPaid(order) ? order.amountMinor : 0),
    depositedAmount: String(order.status === STATUS.deposited ? order.amountMinor : 0),
    paymentState: `payment_${status === '1' && operation !== 'declinedByTimeout' ? operation : 'declined'}`,
    callbackCreationDate: bankText(now),
    ...(order.lastAttempt && { maskedPan: order.lastAttempt.maskedPan, ip: order.lastAttempt.ip }),
  };
  const checksum = checksumOf(said, settings);
  if (checksum === undefined) return new URLSearchParams(said);
  const told = forged ? '0'.repeat(checksum.length) : checksum;
  return new URLSearchParams({ ...said, sign_alias: 'SHA-256 with RSA', checksum: told });
}

function checksumOf(said: Readonly<Record<string, string>>, settings: CallbackSettings): string | undefined {
  const text = Object.keys(said)
    .toSorted()
    .reduce((before, name) => `${before}${name};${said[name]};`, '');
  const signed =
    settings.hmac !== undefined
      ? createHmac('sha256', settings.hmac).update(text).digest('hex')
      : settings.rsa !== undefined
        ? sign('sha512', Buffer.from(text), settings.rsa).toString('hex')
        : undefined;
  return signed?.toUpperCase();
}

/** `Mon Jan 31 21:46:52 UTC 2022`. */
function bankText(at: number): string {
  const [day, date, month, year, time] = new Date(at).toUTCString().split(' ');
  return `${day!.slice(0, 3)} ${month} ${date} ${time} UTC ${year}`;
}
