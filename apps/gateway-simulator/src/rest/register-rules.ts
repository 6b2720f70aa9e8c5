import { CURRENCIES } from '@app/kernel';
import { all, type FormFields, one, readParams, Refusal } from '../wire/form-fields.js';
import type { BankMerchant } from '../bank/settings.js';
import type { Message } from '../wire/messages.js';

/** Absent fields; the empty amount's 12 is the one error Bereke's own page shows. */
const MANDATORY = [
  ['orderNumber', '4', 'Order number is empty'],
  ['amount', '12', 'Empty amount'],
  ['returnUrl', '4', 'Return URL is empty'],
] as const;

type Holds = (value: string, merchant: BankMerchant) => boolean;

const upTo =
  (length: number): Holds =>
  (value) =>
    value.length <= length;
const absolute: Holds = (value) => !/^[./]/.test(value);

/** Rules for a field that is present, in order of precedence; codes and lengths are gateway.md §2. */
const RULES: readonly (readonly [field: string, code: string, message: Message, holds: Holds])[] = [
  ['orderNumber', '1', 'Order number is malformed', (value) => /^\S{1,36}$/.test(value)],
  ['amount', '5', 'Amount is wrong', (value) => /^\d{1,12}$/.test(value)],
  ['currency', '3', 'Unknown or forbidden currency', isAllowedCurrency],
  ['returnUrl', '4', 'Return URL is invalid', absolute],
  ['returnUrl', '5', 'Field is too long', upTo(512)],
  ['failUrl', '4', 'Fail URL is invalid', absolute],
  ['failUrl', '5', 'Field is too long', upTo(512)],
  ['dynamicCallbackUrl', '5', 'Callback URL is invalid', isHttpUrl],
  ['dynamicCallbackUrl', '5', 'Field is too long', upTo(512)],
  ['description', '5', 'Field is too long', upTo(598)],
  ['language', '5', 'Language is unknown', (value) => ['ru', 'en', 'kk', 'kz', 'by'].includes(value)],
  ['jsonParams', '5', 'Field is wrong', areParams],
  ['sessionTimeoutSecs', '5', 'Field is wrong', (value) => /^[1-9]\d{0,8}$/.test(value)],
  ['expirationDate', '5', 'Field is wrong', (value) => readBankTime(value) !== undefined],
  ['ip', '5', 'Field is too long', upTo(39)],
  ['clientId', '5', 'Field is too long', upTo(255)],
  ['email', '5', 'Field is too long', upTo(40)],
  ['cardholderName', '5', 'Field is too long', upTo(150)],
  ['postAddress', '5', 'Field is too long', upTo(255)],
  ['feeInput', '5', 'Field is wrong', (value) => /^\d{1,8}$/.test(value)],
];

/** Known features; this bank's merchants have no right to the last two. */
const FEATURES = [
  'FORCE_TDS',
  'FORCE_SSL',
  'FORCE_FULL_TDS',
  'FORCE_CREATE_BINDING',
  'PARTIAL_AUTHORIZATION',
  'FORCE_PAYMENT_WAY',
];
const FORBIDDEN_FEATURES = ['VERIFY', 'AUTO_PAYMENT'];

/** What the bank has against a registration, or undefined if nothing. Unknown optional fields are tolerated. */
export function refusalOf(fields: FormFields, merchant: BankMerchant): Refusal | undefined {
  return (
    refusedForCode(fields) ??
    firstOf(MANDATORY, ([field]) => one(fields, field) !== undefined || isOptional(field, merchant)) ??
    firstOf(RULES, ([field, , , holds]) => {
      const value = one(fields, field);
      return value === undefined || holds(value, merchant);
    }) ??
    refusedFeatures(all(fields, 'features')) ??
    (Number(one(fields, 'amount')) === 0 ? new Refusal('5', 'Amount is wrong') : undefined)
  );
}

const isOptional = (field: string, { orderNumberOptional }: BankMerchant): boolean =>
  field === 'orderNumber' && orderNumberOptional;

/** `yyyy-MM-ddTHH:mm:ss` names no zone; the bank means its own, Almaty's. */
export function readBankTime(text: string): number | undefined {
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(text) ? Date.parse(`${text}+05:00`) : NaN;
  return Number.isNaN(at) ? undefined : at;
}

function firstOf<Rule extends readonly [string, string, Message, ...unknown[]]>(
  rules: readonly Rule[],
  holds: (rule: Rule) => boolean,
): Refusal | undefined {
  const broken = rules.find((rule) => !holds(rule));
  if (!broken) return undefined;
  const [field, code, message] = broken;
  return new Refusal(code, message, message.startsWith('Field') ? field : undefined);
}

/** HTML or script in any field makes the platform refuse the whole request. */
function refusedForCode(fields: FormFields): Refusal | undefined {
  const names = Object.keys(fields).filter((name) => name !== 'password');
  const guilty = names.find((name) =>
    all(fields, name).some((value) => /<\s*[a-z!/]|javascript:/i.test(value)),
  );
  return guilty === undefined ? undefined : new Refusal('5', 'Forbidden content', guilty);
}

function refusedFeatures(features: readonly string[]): Refusal | undefined {
  if (features.some((name) => ![...FEATURES, ...FORBIDDEN_FEATURES].includes(name)))
    return new Refusal('14', 'Features are malformed');
  if (features.some((name) => FORBIDDEN_FEATURES.includes(name)))
    return new Refusal('13', 'No right to VERIFY or AUTO_PAYMENT');
  const clash = features.includes('FORCE_SSL') && features.some((name) => name.endsWith('_TDS'));
  return clash ? new Refusal('13', 'Features clash') : undefined;
}

function isHttpUrl(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text);
}

function isAllowedCurrency(number: string, merchant: BankMerchant): boolean {
  return merchant.currencies.some((currency) => CURRENCIES[currency].number === number);
}

function areParams(json: string): boolean {
  const params = readParams(json);
  return (
    params !== undefined &&
    Object.entries(params).every(([name, value]) => name.length <= 255 && value.length <= 1024)
  );
}
