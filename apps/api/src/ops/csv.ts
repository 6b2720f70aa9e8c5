import { CURRENCIES, type Currency } from '@app/kernel';
import type { StuckItem } from '@app/reports';

const COLUMNS = [
  'reason',
  'since',
  'shopId',
  'merchantId',
  'orderNumber',
  'orderId',
  'amount',
  'currency',
  'state',
  'status',
  'answeredAt',
  'lastLookAt',
  'nextLookAt',
  'tries',
  'failures',
  'assignee',
  'caseId',
  'registrationId',
  'bankAmount',
  'bankCurrency',
  'gatewayOrderNumber',
  'gatewayOrderId',
  'rrn',
  'approvalCode',
] as const satisfies readonly (keyof StuckItem)[];

/**
 * A spreadsheet takes a cell that begins so for a formula, and order numbers are what shops make them. Where people write decimals
 * with a comma, it parts cells at semicolons, and minds neither the commas here nor the quotes.
 */
const FORMULA = /^(?=[\t\r])|(?<=^|[;\r\n])(?=[\s"]*[=+\-@])/g;

/** Without it Excel takes a file for Latin letters, and a name in Cyrillic for anything. */
const UTF8_MARK = '\uFEFF';

export const csvHead = (): string => `${UTF8_MARK}${COLUMNS.join(',')}\r\n`;

/** RFC 4180, amounts as people write them. What would be a formula is text: it begins with an apostrophe. */
export const csvRow = (item: StuckItem): string =>
  `${COLUMNS.map((column) => written(item, column)).join(',')}\r\n`;

function written(item: StuckItem, column: (typeof COLUMNS)[number]): string {
  if (column === 'amount') return amountOf(item.amount, item.currency);
  // The bank need not have named its currency: then it is the one we asked in.
  if (column === 'bankAmount') return amountOf(item.bankAmount, item.bankCurrency ?? item.currency);
  return cell(item[column]);
}

/**
 * By its digits alone: a fraction would lose some of a large one. Where the bank has named a currency that nobody here knows,
 * rather nothing than a hundred times too much.
 */
function amountOf(amount: number | null, currency: string | null): string {
  if (amount === null || currency === null || !Object.hasOwn(CURRENCIES, currency)) return '';
  const { digits } = CURRENCIES[currency as Currency];
  const written = String(amount).padStart(digits + 1, '0');
  if (digits === 0) return written;
  return `${written.slice(0, -digits)}.${written.slice(-digits)}`;
}

function cell(value: string | number | Date | null): string {
  if (value === null) return '';
  const text = value instanceof Date ? value.toISOString() : String(value);
  const harmless = typeof value === 'string' ? text.replaceAll(FORMULA, "'") : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
