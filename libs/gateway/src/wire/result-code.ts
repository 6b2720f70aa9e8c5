import { prose } from './clean-text.js';
import { booleanOf, codeOf, type Fields, isMissing, isObject } from './fields.js';

/** No code of the gateway's: it refused and did not say why. Whoever asks about the order learns more. */
export const REFUSED_UNTOLD = -1;
const MAX_MESSAGE = 512;

/**
 * Whether the gateway has done what it was asked to (gateway.md §1): 0, or the code it refused with; null where what it says
 * is neither. `success: true` wins over every code and `success: false` over none. Older answers have capital letters, others
 * `{"error": {"code": 5}}`.
 */
export function resultOf(body: Fields): Readonly<{ code: number | null; message: string }> {
  const error = memberOf(body, 'error');
  const message = [
    memberOf(body, 'errorMessage'),
    ...(isObject(error) ? [error.message, error.description] : [error]),
  ];
  const said = message.find((text) => typeof text === 'string' && text !== '');
  return { code: codeIn(body, error), message: typeof said === 'string' ? prose(said, MAX_MESSAGE) : '' };
}

function codeIn(body: Fields, error: unknown): number | null {
  const success = booleanOf(memberOf(body, 'success'));
  if (success === true) return 0;
  const told = memberOf(body, 'errorCode');
  const code = isMissing(told) ? codeOfError(error) : codeOf(trimmed(told));
  return success === false && !code ? REFUSED_UNTOLD : code;
}

/** Without a code that can be read, a word of an error is a refusal all the same. */
function codeOfError(error: unknown): number {
  if (isMissing(error) || error === '' || error === false || error === 0) return 0;
  return (isObject(error) ? codeOf(trimmed(error.code)) : null) ?? REFUSED_UNTOLD;
}

const trimmed = (value: unknown): unknown => (typeof value === 'string' ? value.trim() : value);

/** By its name, or by its name in other letters. */
function memberOf(body: Fields, name: string): unknown {
  if (!isMissing(body[name])) return body[name];
  const other = Object.keys(body).find(
    (key) => key.toLowerCase() === name.toLowerCase() && !isMissing(body[key]),
  );
  return other === undefined ? undefined : body[other];
}
