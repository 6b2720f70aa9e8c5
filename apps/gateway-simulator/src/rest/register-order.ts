import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { CURRENCIES } from '@app/kernel';
import { paymentPath } from '../bank/addresses.js';
import { BankClock } from '../bank/clock.js';
import { shownAnswer, shownRequest } from '../calls/evidence.js';
import { type BankAnswer, type FormFields, one, readParams, Refusal } from '../wire/form-fields.js';
import { Ledger } from '../bank/ledger.js';
import { Merchants } from '../bank/merchants.js';
import { type BankOrder, STATUS } from '../bank/order.js';
import { PayablePages } from '../calls/payable-pages.js';
import { readBankTime, refusalOf } from './register-rules.js';
import type { BankMerchant } from '../bank/settings.js';

type Stages = Pick<BankOrder, 'twoStage'>;

/** register.do and registerPreAuth.do: one order per number of a merchant, for ever; a repeat gets code 1 and no formUrl. */
@Injectable()
export class RegisterOrder {
  constructor(
    private readonly merchants: Merchants,
    private readonly ledger: Ledger,
    private readonly clock: BankClock,
    private readonly pages: PayablePages,
  ) {}

  execute(fields: FormFields, gatewayUrl: string, { twoStage }: Stages): BankAnswer {
    const merchant = this.merchants.admit(fields);
    if (merchant instanceof Refusal) return merchant.asText();
    const refusal = refusalOf(fields, merchant) ?? this.refusedAsKnown(fields, merchant);
    if (refusal) return refusal.asText();
    const orderNumber = one(fields, 'orderNumber') ?? this.freeNumber(merchant);
    const order = { ...newOrder(fields, merchant, this.clock.now()), orderNumber, twoStage };
    const answer = {
      orderId: order.orderId,
      formUrl: gatewayUrl + paymentPath(order.orderId, order.language),
    };
    const evidence = { request: shownRequest(fields), answer: shownAnswer(answer) };
    this.ledger.write({ order, happened: [{ at: order.registeredAt, what: 'registered', ...evidence }] });
    this.pages.registered(order);
    return answer;
  }

  private refusedAsKnown(fields: FormFields, merchant: BankMerchant): Refusal | undefined {
    const orderNumber = one(fields, 'orderNumber');
    const known = orderNumber !== undefined && this.ledger.findByNumber(merchant.login, orderNumber);
    return known ? new Refusal('1', 'Order number has already been processed') : undefined;
  }

  private freeNumber({ login }: BankMerchant): string {
    let number = FIRST_OWN_NUMBER + this.ledger.orders.size;
    while (this.ledger.findByNumber(login, String(number))) number += 1;
    return String(number);
  }
}

/** Of the numbers that the gateway makes where a merchant sends none. */
const FIRST_OWN_NUMBER = 1_000_001;

type NewOrder = Omit<BankOrder, 'twoStage' | 'orderNumber'>;

function newOrder(fields: FormFields, merchant: BankMerchant, now: number): NewOrder {
  return {
    orderId: randomUUID(),
    merchant: merchant.login,
    amountMinor: Number(one(fields, 'amount')),
    currency: one(fields, 'currency') ?? defaultCurrency(merchant),
    returnUrl: one(fields, 'returnUrl') ?? '',
    failUrl: one(fields, 'failUrl'),
    fragment: merchant.fragment,
    callbackUrl: one(fields, 'dynamicCallbackUrl'),
    // An empty description comes back as an empty one, an absent one not at all.
    description: [fields.description].flat()[0],
    language: one(fields, 'language') ?? merchant.language,
    cardholderName: one(fields, 'cardholderName'),
    ip: one(fields, 'ip'),
    params: readParams(one(fields, 'jsonParams')) ?? {},
    registeredAt: now,
    expiresAt: endOfLife(fields, merchant, now),
    expiryCode: merchant.expiryCode,
    status: STATUS.registered,
    actionCode: -100,
    attemptsAllowed: merchant.attempts,
    attemptsMade: 0,
    formUrlDelivered: false,
  };
}

/** expirationDate wins over sessionTimeoutSecs, which wins over the merchant's setting. */
function endOfLife(fields: FormFields, merchant: BankMerchant, now: number): number {
  const seconds = Number(one(fields, 'sessionTimeoutSecs') ?? merchant.defaultLifetimeSeconds);
  return readBankTime(one(fields, 'expirationDate') ?? '') ?? now + seconds * 1000;
}

function defaultCurrency(merchant: BankMerchant): string {
  const [first = 'KZT'] = merchant.currencies;
  return CURRENCIES[first].number;
}
