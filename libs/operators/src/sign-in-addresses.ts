import { isIPv6 } from 'node:net';
import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** A whole office may sit behind one address; only tries that fail stay counted. */
const MAX_TRIES = 50;
const WINDOW_SECONDS = 15 * 60;

/** Against one password tried on many names. In memory, each replica by itself: it need not be exact. */
@Injectable()
export class SignInAddresses {
  private readonly limiter = new RateLimiterMemory({ points: MAX_TRIES, duration: WINDOW_SECONDS });

  /** Answers the seconds to wait, or null: then a try is taken. */
  async take(address: string): Promise<number | null> {
    try {
      await this.limiter.consume(networkOf(address));
      return null;
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return Math.ceil(refusal.msBeforeNext / 1000);
      throw refusal;
    }
  }

  async giveBack(address: string): Promise<void> {
    await this.limiter.reward(networkOf(address));
  }
}

/** With IPv6 everybody has 2^64 addresses: the first half of one says who it is. */
export function networkOf(address: string): string {
  const v4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (v4 || !isIPv6(address)) return v4 ?? address;
  const [before = '', after] = address.split('%')[0]!.split('::');
  const left = before.split(':').filter(Boolean);
  const right = after?.split(':').filter(Boolean) ?? [];
  const gap = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  return [...left, ...gap, ...right]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
