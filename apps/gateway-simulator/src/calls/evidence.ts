import { type BankAnswer, type FormFields, readParams } from '../wire/form-fields.js';
import { type Evidence, withoutTokens } from '../bank/journal.js';

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
const ADDRESSES = ['returnUrl', 'failUrl', 'backToShopUrl'];

export const shownRequest = (fields: FormFields): Evidence => shownFields(fields);
export const shownAnswer = (answer: BankAnswer): Evidence => shownFields(answer);

const shownFields = (fields: object): Evidence =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, shown(name, value)]));

/** `{name, value}`, as parameters are echoed. */
const shownItem = (item: object): Evidence =>
  'name' in item && 'value' in item
    ? { name: item.name, value: shown(String(item.name), item.value) }
    : shownFields(item);

function shown(name: string, value: unknown): unknown {
  if (HIDDEN.includes(name)) return '…';
  if (ADDRESSES.includes(name)) return withoutTokens(String(value));
  if (name === 'jsonParams') return shownParams(value);
  if (Array.isArray(value)) return value.map((item) => shown('', item));
  return typeof value === 'object' && value !== null ? shownItem(value) : value;
}

/** Parameters carry an address too. What cannot be read is told as it came: it holds none that we know. */
function shownParams(value: unknown): unknown {
  const params = readParams(String(value));
  return params ? JSON.stringify(shownFields(params)) : value;
}
