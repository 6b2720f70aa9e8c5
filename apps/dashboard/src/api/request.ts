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

export const get = <T>(path: string, signal?: AbortSignal): Promise<T> => request<T>('GET', path, { signal });

export const send = <T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: object): Promise<T> =>
  request<T>(method, path, { body });

/** Nobody has touched the page for so long: what it still asks by itself must not keep the session from ending. */
const UNATTENDED_AFTER_MS = 60_000;
let touchedAt = Date.now();
for (const touch of ['pointerdown', 'keydown', 'wheel', 'touchstart'])
  addEventListener(touch, () => (touchedAt = Date.now()), { capture: true, passive: true });
const isUnattended = (): boolean => Date.now() - touchedAt > UNATTENDED_AFTER_MS;

type Options = Readonly<{ body?: object | undefined; signal?: AbortSignal | undefined }>;

async function request<T>(method: string, path: string, { body, signal }: Options): Promise<T> {
  const answer = await fetch(`/ops/api/${path}`, {
    method,
    headers: {
      accept: 'application/json',
      ...(method !== 'GET' && csrf !== '' && { 'x-csrf-token': csrf }),
      ...(body && { 'content-type': 'application/json' }),
      ...(isUnattended() && { 'x-unattended': '1' }),
    },
    ...(body && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
    credentials: 'same-origin',
    redirect: 'error',
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new Problem(0, 'NO_ANSWER', '');
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
