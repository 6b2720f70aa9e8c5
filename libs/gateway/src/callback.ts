/** A callback as the bank sent it: every name once, values decoded. Nothing in it is believed yet. */
export type BankCallback = Readonly<{
  pairs: ReadonlyMap<string, string>;
  gatewayOrderId: string;
  gatewayOrderNumber: string;
  operation: string;
  /** `1`: the operation succeeded, `0`: it failed. */
  status: string;
}>;

const MAX_CHARACTERS = 16 * 1024;
/** Some banks send 85 (gateway.md §5b). */
const MAX_PAIRS = 128;
const NAME = /^[\w.-]{1,64}$/;
const VALUE = /^[^;\0\p{Cs}]{0,1024}$/su;

/**
 * Reads the query of a GET or the form of a POST (gateway.md §6) from its raw text. No framework's reading of repeated or
 * nested names will do: the digest is over what was sent. Undefined: not a callback. A `;` in a value is refused,
 * because the signed text does not escape its separators, and one value could pass for several parameters.
 */
export function readCallback(raw: string): BankCallback | undefined {
  const pairs = readPairs(raw);
  // The bank lets a merchant choose how the first one is spelled.
  const gatewayOrderId = pairs?.get('mdOrder') ?? pairs?.get('mdorder');
  const gatewayOrderNumber = pairs?.get('orderNumber');
  const operation = pairs?.get('operation');
  const status = pairs?.get('status');
  if (!pairs || !gatewayOrderId || !gatewayOrderNumber || !operation || !status) return undefined;
  return { pairs, gatewayOrderId, gatewayOrderNumber, operation, status };
}

function readPairs(raw: string): Map<string, string> | undefined {
  if (raw.length > MAX_CHARACTERS) return undefined;
  const parts = raw.split('&');
  if (parts.length > MAX_PAIRS) return undefined;
  const pairs = new Map<string, string>();
  for (const part of parts) {
    const at = part.indexOf('=');
    const name = decode(part.slice(0, Math.max(at, 0)));
    const value = decode(part.slice(at + 1));
    if (name === undefined || value === undefined || !NAME.test(name) || !VALUE.test(value)) return undefined;
    if (pairs.has(name)) return undefined;
    pairs.set(name, value);
  }
  return pairs;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}
