/**
 * What became of a call. The three failures a payment caller must tell apart:
 * - `unreachable`: not sent, so it is safe to repeat. With `retryAfterMs` it was kept back by ourselves;
 * - `silent`: sent, or perhaps sent, and no usable answer came: look before anything else. With `retryAfterMs` the gateway
 *   was there and asked to be left alone for so long; with `unreadable` it answered, and this one answer is at fault;
 * - `refused`: the gateway answered with an error code (gateway.md §2, §3, §5).
 */
export type Outcome<T> =
  | Readonly<{ kind: 'answered'; answer: T }>
  | Readonly<{ kind: 'refused'; code: number; message: string }>
  | Readonly<{ kind: 'unreachable'; reason: string; retryAfterMs?: number }>
  | Readonly<{ kind: 'silent'; reason: string; retryAfterMs?: number; unreadable?: true }>;
