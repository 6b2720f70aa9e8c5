/** An answer that is not the one hoped for: the service's problem document, or no answer at all. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(detail);
  }
}

let csrf = '';
/** The session's token, which every call that changes something carries. */
export function rememberToken(token: string): void {
  csrf = token;
}

/** A service that hangs is one that does not answer; what is done at the bank may take as long as the bank. */
const READ_TIMEOUT_MS = 10_000;
const DO_TIMEOUT_MS = 60_000;

/** `byItself`: asked over and over whatever the operator does, so that it tells nothing of a person. */
type Reading = Readonly<{ timeoutMs?: number; byItself?: boolean }>;

export const get = <T>(path: string, signal?: AbortSignal, reading: Reading = {}): Promise<T> =>
  request<T>('GET', path, { signal, timeoutMs: READ_TIMEOUT_MS, ...reading });

export const send = <T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: object): Promise<T> =>
  request<T>(method, path, { body, timeoutMs: DO_TIMEOUT_MS });

/** Nobody has touched the page for so long: what it still asks by itself must not keep the session from ending. */
const UNATTENDED_AFTER_MS = 60_000;
let touchedAt = Date.now();
for (const touch of ['pointerdown', 'keydown', 'wheel', 'touchstart'])
  addEventListener(touch, () => (touchedAt = Date.now()), { capture: true, passive: true });
const isUnattended = (): boolean => Date.now() - touchedAt > UNATTENDED_AFTER_MS;

type Options = Readonly<{
  body?: object | undefined;
  signal?: AbortSignal | undefined;
  timeoutMs: number;
  byItself?: boolean;
}>;

async function request<T>(method: string, path: string, options: Options): Promise<T> {
  try {
    return await ask<T>(method, path, options);
  } catch (error) {
    if (error instanceof Problem || options.signal?.aborted) throw error;
    // Cut, or not within the time-out: the answer may have begun, and its rest not come.
    throw new Problem(0, 'NO_ANSWER', '');
  }
}

async function ask<T>(
  method: string,
  path: string,
  { body, signal, timeoutMs, byItself }: Options,
): Promise<T> {
  const timeout = AbortSignal.timeout(timeoutMs);
  const answer = await fetch(`/ops/api/${path}`, {
    method,
    headers: {
      accept: 'application/json',
      ...(method !== 'GET' && csrf !== '' && { 'x-csrf-token': csrf }),
      ...(body && { 'content-type': 'application/json' }),
      ...((byItself || isUnattended()) && { 'x-unattended': '1' }),
    },
    ...(body && { body: JSON.stringify(body) }),
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    credentials: 'same-origin',
    redirect: 'error',
  });
  if (!answer.ok) throw await problemOf(answer);
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}

async function problemOf(answer: Response): Promise<Problem> {
  const body = (await answer.json().catch(() => ({}))) as { code?: string; detail?: string };
  const wait = Number(answer.headers.get('retry-after') ?? Number.NaN);
  return new Problem(
    answer.status,
    body.code ?? 'NO_ANSWER',
    body.detail ?? '',
    Number.isFinite(wait) ? wait : null,
  );
}
