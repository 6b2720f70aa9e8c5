/**
 * What became of a call. The three failures a payment caller must tell apart:
 * - `unreachable`: not sent, so it is safe to repeat;
 * - `silent`: sent, or perhaps sent, and no usable answer came: look before anything else;
 * - `refused`: the gateway answered with an error code (gateway.md §2, §3, §5).
 */
export type Outcome<T> =
  | Readonly<{ kind: 'answered'; answer: T }>
  | Readonly<{ kind: 'refused'; code: number; message: string }>
  | Readonly<{ kind: 'unreachable'; reason: string }>
  | Readonly<{ kind: 'silent'; reason: string }>;
