import type { Message } from './messages.js';

/** A form as it came: a name that is repeated has several values. */
export type FormFields = Readonly<Record<string, string | string[]>>;

/** What the bank says; the names and their order are gateway.md's. */
export type BankAnswer = Readonly<Record<string, unknown>>;

/** Why the bank refuses a call, before it has an answer's shape. */
export class Refusal {
  constructor(
    readonly code: string,
    readonly message: Message,
    /** The field that is to blame, where the message names none. */
    readonly field?: string,
  ) {}

  asText(): BankAnswer {
    const errorMessage = this.field === undefined ? this.message : `${this.message}: ${this.field}`;
    return { errorCode: this.code, errorMessage };
  }
}

/** The body of a call as fields; anything but a form has none. */
export function formFields(body: unknown): FormFields {
  return typeof body === 'object' && body !== null ? (body as FormFields) : {};
}

/** The field's first value; an empty one counts as absent. */
export function one(fields: FormFields, name: string): string | undefined {
  const value = all(fields, name)[0];
  return value === '' ? undefined : value;
}

export function all(fields: FormFields, name: string): readonly string[] {
  const value = fields[name];
  return value === undefined ? [] : [value].flat();
}

/** The name/value pairs of jsonParams, or undefined where they are not that. */
export function readParams(json: string | undefined): Record<string, string> | undefined {
  if (json === undefined) return {};
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const plain = Object.values(value).every((item) => ['string', 'number', 'boolean'].includes(typeof item));
    return plain
      ? Object.fromEntries(Object.entries(value).map(([name, item]) => [name, String(item)]))
      : undefined;
  } catch {
    return undefined;
  }
}
