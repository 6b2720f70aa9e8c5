import type { StuckItem } from '@app/orders';

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
] as const satisfies readonly (keyof StuckItem)[];

/** A spreadsheet takes a cell that begins so for a formula, and order numbers are what shops make them. */
const FORMULA = /^[=+\-@\t\r]/;

/** Without it Excel takes a file for Latin letters, and a name in Cyrillic for anything. */
const UTF8_MARK = '\uFEFF';

export const csvHead = (): string => `${UTF8_MARK}${COLUMNS.join(',')}\r\n`;

/** RFC 4180, amounts in minor units. What would be a formula is text: it begins with an apostrophe. */
export const csvRow = (item: StuckItem): string =>
  `${COLUMNS.map((column) => cell(item[column])).join(',')}\r\n`;

function cell(value: string | number | Date | null): string {
  if (value === null) return '';
  const text = value instanceof Date ? value.toISOString() : String(value);
  const harmless = typeof value === 'string' && FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
