import { idOf, isObject } from './fields.js';
import { cleanText } from './clean-text.js';

/** What we send along with an order and get back with every answer. */
const ECHO: ReadonlySet<unknown> = new Set(['tolemOrder', 'tolemRegistration']);
/** Longer than any of ours: what is cut to it can be taken for none of them. */
const MAX_ECHO = 64;
const AMBIGUOUS = 'ambiguous';

/** Elements that can be read. The gateway adds parameters of its own, and some have no value (gateway.md §5b). */
function* paramsOf(list: unknown): Generator<Readonly<{ name: unknown; value: string }>> {
  if (!Array.isArray(list)) return;
  for (const element of list as unknown[]) {
    if (!isObject(element)) continue;
    const value = typeof element.value === 'number' ? String(element.value) : element.value;
    if (typeof value === 'string' && value !== '') yield { name: element.name, value };
  }
}

/** Ours alone, wherever they stand in the list: an echo that names a stranger must not be lost among others. */
export function echoOf(merchantOrderParams: unknown): Readonly<Record<string, string>> {
  const echo: Record<string, string> = {};
  for (const { name, value } of paramsOf(merchantOrderParams)) {
    if (!ECHO.has(name)) continue;
    const said = cleanText(value.slice(0, MAX_ECHO));
    const before = echo[name as string];
    // Told twice and not alike, it is nobody's that we know.
    echo[name as string] = before === undefined || before === said ? said : AMBIGUOUS;
  }
  return echo;
}

export function mdOrderOf(attributes: unknown): string | null {
  for (const { name, value } of paramsOf(attributes)) if (name === 'mdOrder' && idOf(value)) return value;
  return null;
}
