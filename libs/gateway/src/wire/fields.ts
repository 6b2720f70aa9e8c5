import { hideCards } from '../hide-cards.js';
import { cleanText, prose } from './clean-text.js';

/**
 * Readers of the bank's fields. Numbers may come as text, and fields may come broken or not at all (gateway.md §1, forward
 * compatibility): a field that cannot be read counts as missing, which is null here, and never as an error.
 */

/** What a column of four bytes can hold: no code of the gateway is longer. */
const MAX_CODE = 0x7fffffff;
const INTEGER = /^-?\d{1,16}$/;
const ID = /^[\w-]{1,36}$/;
const CODE = /^[\w./:-]+$/;

export type Fields = Readonly<Record<string, unknown>>;

/** A JSON object's members; anything else has none. */
export const membersOf = (value: unknown): Fields => (isObject(value) ? value : {});

export const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isMissing = (value: unknown): value is null | undefined => value === undefined || value === null;

export function integerOf(value: unknown): number | null {
  const number = typeof value === 'string' && INTEGER.test(value) ? Number(value) : value;
  return Number.isSafeInteger(number) ? (number as number) : null;
}

export function codeOf(value: unknown): number | null {
  const number = integerOf(value);
  return number !== null && Math.abs(number) <= MAX_CODE ? number : null;
}

/** Integer minor units. */
export function minorOf(value: unknown): bigint | null {
  const number = integerOf(value);
  return number === null ? null : BigInt(number);
}

/** Minor units that there can be: not below zero. */
export function amountOf(value: unknown): bigint | null {
  const minor = minorOf(value);
  return minor !== null && minor >= 0n ? minor : null;
}

/** Also as text or as a number. */
export function booleanOf(value: unknown): boolean | null {
  const word = typeof value === 'string' ? value.trim().toLowerCase() : value;
  if (word === true || word === 1 || word === 'true' || word === '1') return true;
  return word === false || word === 0 || word === 'false' || word === '0' ? false : null;
}

/** Words for people, redacted. What is longer than it can be is something else; empty text is nothing said. */
export function wordsOf(value: unknown, maxLength: number): string | null {
  const text = textOf(value, maxLength);
  return text === null ? null : prose(text, maxLength);
}

/** One word of a machine: a reference, a currency. A whole card number is none. */
export function wordOf(value: unknown, maxLength: number): string | null {
  const text = textOf(value, maxLength);
  return text !== null && CODE.test(text) && hideCards(text, '') === text ? text : null;
}

/** An id that the bank has made. */
export const idOf = (value: unknown): string | null =>
  typeof value === 'string' && ID.test(value) ? value : null;

/** As it came, to be compared; never to be kept. */
export function textOf(value: unknown, maxLength: number): string | null {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text.length <= maxLength ? cleanText(text) || null : null;
}
