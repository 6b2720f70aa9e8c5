/** How often an outage that lasts says again what it says all the time. */
const AGAIN_MS = 60_000;

/** What clients of Redis and Postgres say, each at every try, while their server is away. */
const SAYS_AWAY = new RegExp(
  [
    'E(CONNREFUSED|CONNRESET|CONNABORTED|TIMEDOUT|PIPE|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN)\\b',
    'Connection (is closed|terminated|ended)|connection timeout|timeout exceeded when trying to connect',
    'Query read timeout|Command timed out|max retries per request|Stream isn.t writeable',
    'Failed to refresh slots cache|CLUSTERDOWN|All sentinels|^LOADING|^READONLY',
    'the database system is|terminating connection|(job store|database) does not answer',
  ].join('|'),
  'i',
);

/** Lets through the first of such lines and then one a minute, which tells how many it stands for. Other lines all pass. */
export class OutageLines {
  private saidAtMs = -Infinity;
  private kept = 0;

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** How many lines like this one were kept back before it; null: this one is kept back, too. */
  pass(line: readonly unknown[]): number | null {
    if (!SAYS_AWAY.test(textOf(line))) return 0;
    if (this.now() < this.saidAtMs + AGAIN_MS) {
      this.kept += 1;
      return null;
    }
    const kept = this.kept;
    [this.saidAtMs, this.kept] = [this.now(), 0];
    return kept;
  }
}

/** Texts and errors of a line; the fields beside them may tell of the bank, which is another trouble. */
function textOf(line: readonly unknown[]): string {
  return line.flatMap((part) => [part, (part as { err?: unknown } | null)?.err].map(said)).join('\n');
}

function said(part: unknown): string {
  if (typeof part === 'string') return part;
  if (!(part instanceof Error)) return '';
  const { message, code } = part as Error & { code?: unknown };
  return `${message} ${typeof code === 'string' ? code : ''}`;
}
