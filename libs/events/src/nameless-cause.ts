const BY_AN_OPERATOR = /^operator:/;

/** Which operator it was is for our audit alone: shops and subscribers are told that it was one. */
export const namelessCause = (cause: string): string => (BY_AN_OPERATOR.test(cause) ? 'operator' : cause);

/** The same within what an event carries. */
export function withoutName(data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return typeof data.cause === 'string' ? { ...data, cause: namelessCause(data.cause) } : { ...data };
}
