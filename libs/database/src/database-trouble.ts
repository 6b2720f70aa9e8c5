/**
 * Classes of Postgres' codes that tell of the database, and not of the statement or its values: a connection (08), a conflict or a
 * deadlock (40), no room (53), a lock (55), an end or a time-out (57), the disk (58).
 */
const CLASSES: readonly string[] = ['08', '40', '53', '55', '57', '58'];
/** A transaction that was ended from outside for having been idle too long. */
const IDLE_TOO_LONG: readonly string[] = ['25P03', '25P04'];
const OF_THE_NETWORK =
  /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;

/** How pg, its pool and TypeORM say that a connection is lost, or cannot be had: these have no code. */
const IN_WORDS = new RegExp(
  [
    'connection (terminated|ended|error|timeout)',
    'timeout exceeded when trying to connect',
    'query read timeout',
    'client (was closed|has encountered)',
    'not queryable',
    'calling end on the pool',
    'query runner (was )?already released',
    'driver not connected',
    'connection is not established',
    'server closed the connection',
  ].join('|'),
  'i',
);

/**
 * Whether this is the database's trouble: it will pass, and the same work can be done again then. Anything else that a statement
 * throws is a fault of ours. The one place where the kind is decided.
 */
export function isDatabaseTrouble(error: unknown): boolean {
  const { code, message, driverError, cause } = Object(error) as Record<string, unknown>;
  if (driverError) return isDatabaseTrouble(driverError);
  if (typeof code === 'string' && isOfDatabase(code)) return true;
  if (typeof message === 'string' && IN_WORDS.test(message)) return true;
  return cause !== undefined && cause !== error && isDatabaseTrouble(cause);
}

/** No room (53), a lock or a statement that was waited for as long as may be (55P03, 57014): a next try would only wait once more. */
const WAITED = /^(53\w{3}|55P03|57014)$/;

/** Whether the same work is best done again at once: a deadlock, a lost connection, an end of the server. */
export function isOverAtOnce(error: unknown): boolean {
  const { code, message, driverError } = Object(error) as Record<string, unknown>;
  if (driverError) return isOverAtOnce(driverError);
  const hasWaited = WAITED.test(String(code)) || /query read timeout/i.test(String(message));
  return !hasWaited && isDatabaseTrouble(error);
}

const isOfDatabase = (code: string): boolean =>
  (code.length === 5 && CLASSES.includes(code.slice(0, 2))) ||
  IDLE_TOO_LONG.includes(code) ||
  OF_THE_NETWORK.test(code);
