import type { z } from 'zod';
import {
  CASE_EVENT_SCHEMA,
  ENVELOPE_SCHEMA,
  type EventType,
  ORDER_EVENT_SCHEMA,
  shortEventType,
  type TolemEvent,
} from './events/event.js';

/** A payload that does not fit its schema. Names the fields and what is wrong with them, never their values. */
export class UnreadableEvent extends Error {
  override readonly name = 'UnreadableEvent';
}

/** The event in a job, or undefined if a newer Tolem tells of something that this version does not know. */
export function readEvent(payload: unknown): { type: EventType; event: TolemEvent } | undefined {
  const type = shortEventType(check(ENVELOPE_SCHEMA, payload, 'An event').type);
  if (!type) return undefined;
  const schema = type.startsWith('case.') ? CASE_EVENT_SCHEMA : ORDER_EVENT_SCHEMA;
  return { type, event: check(schema, payload, `An event ${type}`) };
}

function check<S extends z.ZodType>(schema: S, payload: unknown, what: string): z.output<S> {
  const { success, data, error } = schema.safeParse(payload);
  if (success) return data;
  const faults = error.issues.map(({ path, message }) => `${path.join('.') || 'event'}: ${message}`);
  const { id } = (payload ?? {}) as { id?: unknown };
  throw new UnreadableEvent(
    `${what}${typeof id === 'string' ? ` (${id})` : ''} does not fit its schema: ${faults.join('; ')}`,
  );
}
