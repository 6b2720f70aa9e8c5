import { RateLimiterMemory, type RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible';

/** Takes one from the key's rate. Answers 0, or after how many milliseconds there may be one again. */
export type RateLimit = (key: string) => Promise<number>;

export type Rate = Readonly<{ name: string; perSecond: number }>;

/** How many processes may share a rate that nobody can count for them. */
const PROCESSES = 4;

/** While the store is away each process keeps to a part of the rate by itself. */
export const insurance = ({ name, perSecond }: Rate): RateLimiterMemory =>
  new RateLimiterMemory({
    keyPrefix: name,
    points: Math.max(1, Math.floor(perSecond / PROCESSES)),
    duration: 1,
  });

export const toRateLimit =
  (limiter: RateLimiterAbstract): RateLimit =>
  async (key) => {
    try {
      await limiter.consume(key);
      return 0;
    } catch (refused) {
      if (refused instanceof RateLimiterRes) return Math.max(1, refused.msBeforeNext);
      throw refused;
    }
  };
