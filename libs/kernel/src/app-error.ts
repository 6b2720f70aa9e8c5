/** What a caller may do after an error: nothing, repeat the same call, or look first and then decide. */
type Retry = 'never' | 'safe' | 'look-first';

type ErrorRow = Readonly<{ status: number; retry: Retry; title: string }>;

/** The one catalogue of errors. HTTP, jobs and docs/shop-api.md all read this table. */
export const ERRORS = {
  INVALID_REQUEST: { status: 400, retry: 'never', title: 'The request is not well-formed' },
  UNAUTHORIZED: { status: 401, retry: 'never', title: 'A valid API key or session is needed' },
  SIGN_IN_FAILED: { status: 401, retry: 'never', title: 'Name or password is wrong' },
  FORBIDDEN: { status: 403, retry: 'never', title: 'The API key or session does not allow this' },
  CALLBACK_NOT_VERIFIED: { status: 403, retry: 'never', title: 'The callback is not verified' },
  ROUTE_NOT_FOUND: { status: 404, retry: 'never', title: 'There is nothing at this address' },
  ORDER_NOT_FOUND: { status: 404, retry: 'never', title: 'There is no such order' },
  CASE_NOT_FOUND: { status: 404, retry: 'never', title: 'There is no such case' },
  EVENT_NOT_FOUND: { status: 404, retry: 'never', title: 'There is no such event or subscription' },
  BULK_POLL_NOT_FOUND: { status: 404, retry: 'never', title: 'There is no such bulk poll' },
  ORDER_FACTS_DIFFER: {
    status: 409,
    retry: 'never',
    title: 'The order number is taken by an order with other facts',
  },
  ORDER_NOT_PAYABLE: { status: 409, retry: 'never', title: 'The order cannot be paid any more' },
  PAYMENT_IN_PROGRESS: { status: 409, retry: 'safe', title: 'A payment is under way at the bank' },
  CASE_CLOSED: { status: 409, retry: 'never', title: 'The case is closed already' },
  NOTHING_TO_ASK: { status: 409, retry: 'never', title: 'There is nothing to ask the bank about' },
  EVENT_NOT_GIVEN: {
    status: 409,
    retry: 'never',
    title: 'The subscription was never given that event',
  },
  NOT_RESOLVABLE: {
    status: 409,
    retry: 'look-first',
    title: 'The order cannot be resolved so by hand',
  },
  BODY_TOO_LARGE: { status: 413, retry: 'never', title: 'The request body is too large' },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    retry: 'never',
    title: 'The request body has to be application/json',
  },
  GATEWAY_REFUSED: { status: 422, retry: 'never', title: 'The gateway refused the order' },
  TOO_MANY_REQUESTS: { status: 429, retry: 'safe', title: 'Too many requests at once' },
  SIGN_IN_LOCKED: { status: 429, retry: 'safe', title: 'Too many tries to sign in' },
  INTERNAL_ERROR: { status: 500, retry: 'look-first', title: 'Something went wrong on our side' },
  UNAVAILABLE: { status: 503, retry: 'look-first', title: 'The service cannot answer right now' },
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof ERRORS;

/** A fault in one field of a request; `pointer` is a JSON Pointer (RFC 6901). */
export type FieldError = Readonly<{ pointer: string; detail: string }>;

/**
 * An error whose text may be shown to the caller and written to a log: it carries ids and amounts,
 * never a card, a key or an address. Anything thrown that is not an AppError is a bug of ours.
 */
export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly detail: string,
    readonly fields: readonly FieldError[] = [],
  ) {
    super(`${code}: ${detail}`);
    this.name = 'AppError';
  }
}
