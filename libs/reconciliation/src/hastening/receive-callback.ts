import { TolemConfig } from '@app/config';
import { type BankCallback, digestOf, isComplete, judgeChecksum, readCallback } from '@app/gateway';
import { crashPoint } from '@app/process';
import { type CallbackPage, CallbacksRepository, type WhyUnverified } from '@app/orders';
import { Injectable } from '@nestjs/common';
import { Hasten } from './hasten.js';
import { isBorneOut } from '../judging/is-borne-out.js';
import { RecentCallbackRepeats } from './recent-callback-repeats.js';
import { UnverifiedCallbacks } from './unverified-callbacks.js';

/** What anybody could have sent, or send again, makes us ask no more often than this. */
const APART = { apartSeconds: 10 };

/**
 * A callback of the bank (gateway.md §6). Verified, it is written down and then makes its registration due; it never moves
 * an order, because the bank is asked. Our number was committed before it was sent, so no callback is too early.
 */
@Injectable()
export class ReceiveCallback {
  constructor(
    private readonly config: TolemConfig,
    private readonly callbacks: CallbacksRepository,
    private readonly hasten: Hasten,
    private readonly repeats: RecentCallbackRepeats,
    private readonly unverified: UnverifiedCallbacks,
  ) {}

  /** `raw` is the query or the form as it was received. False: refused. Throws while the database is away: the bank repeats. */
  async execute(merchantId: string, raw: string): Promise<boolean> {
    const merchant = this.config.findMerchant(merchantId);
    if (!merchant) return false;
    const callback = readCallback(raw);
    if (!callback) return this.refuse(merchantId, 'unreadable');
    if (!callback.isWhole) return this.takeHint(merchantId, 'unreadable', callback);
    if (merchant.callbackKeys.length === 0) return this.takeHint(merchantId, 'no key configured', callback);
    const checksum = judgeChecksum(callback.pairs, merchant.callbackKeys);
    if (checksum === 'wrong') return this.refuse(merchantId, 'wrong checksum', callback);
    if (checksum === 'ambiguous') return this.takeHint(merchantId, 'ambiguous', callback);
    if (!isComplete(callback)) return this.takeHint(merchantId, 'no status', callback);
    const digest = digestOf(callback.pairs);
    await this.repeats.once(
      `${merchantId} ${digest}`,
      () => this.take(merchantId, digest, callback),
      (repeats) => this.callbacks.countRepeats(merchantId, digest, repeats),
    );
    return true;
  }

  private refuse(merchantId: string, why: WhyUnverified, callback?: BankCallback): false {
    this.unverified.note(merchantId, why, callback);
    return false;
  }

  private async take(merchantId: string, digest: string, callback: BankCallback): Promise<void> {
    const { registration, times } = await this.callbacks.keep(merchantId, digest, callback);
    crashPoint('callback.after-commit');
    if (!registration) return;
    // A repeat may be all there is: the first one's process can have died. And it may be none: two refunds tell of themselves alike.
    await this.hasten.execute(registration.id, 'callback', {
      ...(times > 1 && APART),
      ...optionsFor(callback, registration),
    });
  }

  /** Nothing proves it, and nothing speaks against it. Known and unknown numbers get the same answer. */
  private async takeHint(merchantId: string, why: WhyUnverified, callback: BankCallback): Promise<true> {
    this.unverified.note(merchantId, why, callback);
    const registration = await this.callbacks.findRegistration(merchantId, callback);
    if (registration)
      await this.hasten.execute(registration.id, 'callback', {
        ...APART,
        ...optionsFor(callback, registration),
      });
    return true;
  }
}

/** Operations that only a page which was paid can see. */
const AFTER_PAYMENT: readonly string[] = ['refunded', 'reversed'];

const optionsFor = (callback: BankCallback, registration: CallbackPage) => ({
  onePoll: isBorneOut(callback, registration),
  afterPayment: AFTER_PAYMENT.includes(callback.operation),
});
