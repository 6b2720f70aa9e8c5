import { createHmac, sign } from 'node:crypto';
import { extraParameters, type Moment } from '../bank/extra-parameters.js';
import type { News } from '../bank/news.js';
import type { CallbackSettings } from '../bank/callback-settings.js';
import type { BankOrder } from '../bank/order.js';

/**
 * The parameters, signed as the merchant's portal says; `forged`: by somebody who does not have the key. Without extra
 * parameters two of one kind about one order are the same to the byte.
 */
export function messageOf(
  order: BankOrder,
  news: News,
  settings: CallbackSettings,
  { forged = false, ...moment }: Moment & Readonly<{ forged?: boolean }>,
): URLSearchParams {
  const said: Record<string, string> = {
    mdOrder: order.orderId,
    ...(!settings.omitOrderNumber && { orderNumber: order.orderNumber }),
    operation: news.operation,
    status: news.status,
    ...extraParameters(order, news, settings.extra, moment),
    ...settings.verbatim,
  };
  const checksum = checksumOf(said, settings);
  if (checksum === undefined) return new URLSearchParams(said);
  const told = forged ? '0'.repeat(checksum.length) : checksum;
  const { signAlias } = settings;
  return new URLSearchParams({
    ...said,
    ...(signAlias !== undefined && { sign_alias: signAlias }),
    checksum: told,
  });
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
