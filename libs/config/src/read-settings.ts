import type { z } from 'zod';

/** A setting is missing or wrong. The text names settings and never holds a value. */
export class SettingsError extends Error {
  constructor(
    readonly source: string,
    readonly problems: readonly string[],
  ) {
    super(`${source}: ${problems.join('; ')}`);
    this.name = 'SettingsError';
  }
}

/** Validates `values`; on failure throws with the path and rule of every bad setting, and no value. */
export function validateSettings<T extends z.ZodType>(
  schema: T,
  values: unknown,
  source: string,
): z.output<T> {
  const result = schema.safeParse(values);
  if (result.success) return result.data;
  throw new SettingsError(
    source,
    result.error.issues.map((issue) => `${issue.path.join('.') || 'everything'} ${rule(issue, values)}`),
  );
}

/** The only reader of the process environment. An empty variable counts as missing. */
export function readSettings<T extends z.ZodType>(
  schema: T,
  env: NodeJS.ProcessEnv = process.env,
): z.output<T> {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  return validateSettings(schema, present, 'environment');
}

function rule(issue: z.core.$ZodIssue, values: unknown): string {
  // Only messages written by us are shown: a library's may quote the value.
  if (issue.code === 'custom') return issue.message;
  const given = issue.path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown>)?.[key], values);
  if (given === undefined) return 'is missing';
  if (issue.code === 'unrecognized_keys') return `has unknown settings: ${issue.keys.join(', ')}`;
  return 'is not valid';
}
