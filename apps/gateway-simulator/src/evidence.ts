import type { BankAnswer, FormFields } from './form-fields.js';
import { type Evidence, withoutTokens } from './journal.js';

const HIDDEN = [
  'password',
  'token',
  'email',
  'phone',
  'ip',
  'pan',
  'maskedPan',
  'expiration',
  'cardholderName',
];
const ADDRESSES = ['returnUrl', 'failUrl'];

export const shownRequest = (fields: FormFields): Evidence => shownFields(fields);
export const shownAnswer = (answer: BankAnswer): Evidence => shownFields(answer);

const shownFields = (fields: object): Evidence =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, shown(name, value)]));

function shown(name: string, value: unknown): unknown {
  if (HIDDEN.includes(name)) return '…';
  if (ADDRESSES.includes(name)) return withoutTokens(String(value));
  if (Array.isArray(value)) return value.map((item) => shown('', item));
  return typeof value === 'object' && value !== null ? shownFields(value) : value;
}
