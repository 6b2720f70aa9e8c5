import { randomBytes } from 'node:crypto';
import { newId } from '@app/kernel';
import { hashPassword, type Role } from '@app/operators';
import type { TestDatabase } from './database.js';

export type OperatorOptions = Readonly<{ name?: string }>;
export type MadeOperator = Readonly<{ name: string; role: Role; password: string }>;
export type OpsAnswer = Readonly<{ status: number; headers: Headers; body: any }>;

/** The password of an operator in a test is hashed cheaply: the parameters stand beside it. */
const CHEAP = { ln: 4, r: 8, p: 1 };

export async function makeOperator(
  db: TestDatabase,
  role: Role,
  { name = `${role}-${randomBytes(4).toString('hex')}` }: OperatorOptions = {},
): Promise<MadeOperator> {
  const password = randomBytes(12).toString('base64url');
  await db.sql(
    `INSERT INTO ops_users (id, name, role, password_hash, created_at) VALUES ($1, $2, $3, $4, tolem_now())`,
    [newId(), name, role, await hashPassword(password, CHEAP)],
  );
  return { name, role, password };
}

/** An operator's browser: carries the cookie, and the CSRF token where something changes. */
export class SignedInOperator {
  private constructor(
    private readonly apiUrls: readonly string[],
    readonly name: string,
    readonly role: Role,
    readonly password: string,
    readonly cookie: string,
    readonly csrf: string,
  ) {}

  static async signIn(
    apiUrls: readonly string[],
    { name, role, password }: MadeOperator,
  ): Promise<SignedInOperator> {
    const { status, headers, body } = await ask(new URL('/ops/api/session', apiUrls[0]), 'POST', {
      body: { name, password },
    });
    if (status !== 200) throw new Error(`${name} cannot sign in: ${status} ${JSON.stringify(body)}`);
    const cookie = headers.get('set-cookie')!.split(';')[0]!;
    return new SignedInOperator(apiUrls, name, role, password, cookie, body.csrf);
  }

  /** The same browser at another address of the same Tolem. */
  at(apiUrl: string): SignedInOperator {
    const { name, role, password, cookie, csrf } = this;
    return new SignedInOperator([apiUrl], name, role, password, cookie, csrf);
  }

  /** `headers` come last: undefined takes one away. */
  async request(
    method: string,
    url: string,
    body?: unknown,
    { headers = {}, api = 0 }: { headers?: Record<string, string | undefined>; api?: number } = {},
  ): Promise<OpsAnswer> {
    const token = method === 'GET' ? undefined : this.csrf;
    const sent = { cookie: this.cookie, 'x-csrf-token': token, ...headers };
    return ask(new URL(url, this.apiUrls[api]), method, { body, headers: sent });
  }
}

/** A request with no more than it is given; JSON is read, anything else is text, and of a stream only the head is awaited. */
export async function ask(
  url: URL,
  method: string,
  { body, headers = {} }: { body?: unknown; headers?: Record<string, string | undefined> } = {},
): Promise<OpsAnswer> {
  const sent = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    headers: [
      ...sent,
      ...(body === undefined ? [] : ([['content-type', 'application/json']] as [string, string][])),
    ],
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const endless = response.headers.get('content-type')?.startsWith('text/event-stream');
  const text = endless ? void response.body?.cancel() : await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text!) : text };
}
