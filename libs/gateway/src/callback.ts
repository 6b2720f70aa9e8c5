/** A callback as the bank sent it: every name once, values decoded. Nothing in it is believed yet. */
export type BankCallback = Readonly<{
  pairs: ReadonlyMap<string, string>;
  /** False: something in it could not be read, so that what was signed is not known. */
  isWhole: boolean;
  gatewayOrderId: string;
  /** Empty where it was not sent: the bank's own sample has none (gateway.md §5b). */
  gatewayOrderNumber: string;
  operation: string;
  /** `1`: the operation succeeded, `0`: it failed. Empty where it was not sent. */
  status: string;
}>;

/** As much as a body may have. */
const MAX_CHARACTERS = 64 * 1024;
/** Some banks send 85 (gateway.md §5b). */
const MAX_PAIRS = 1_000;
const NAME = /^[\w.-]{1,64}$/;
const VALUE = /^[^\0\p{Cs}]{0,1024}$/su;

/**
 * Reads the query of a GET or the form of a POST (gateway.md §6) from its raw text. No framework's reading of repeated or
 * nested names will do: the digest is over what was sent. Undefined: not a callback, or one that could be read in two ways.
 */
export function readCallback(raw: string): BankCallback | undefined {
  const read = readPairs(raw);
  const pairs = read?.pairs;
  // The bank lets a merchant choose how the first one is spelled.
  const gatewayOrderId = pairs?.get('mdOrder') ?? pairs?.get('mdorder');
  const operation = pairs?.get('operation');
  if (!pairs || !gatewayOrderId || !operation) return undefined;
  const gatewayOrderNumber = pairs.get('orderNumber') ?? '';
  const status = pairs.get('status') ?? '';
  return { pairs, isWhole: read.isWhole, gatewayOrderId, gatewayOrderNumber, operation, status };
}

/** Stored cards are told of without a status (gateway.md §6). All else says whether it succeeded. */
export const isComplete = ({ operation, status }: BankCallback): boolean =>
  status !== '' || operation.startsWith('binding');

/** A value that cannot be read is left out. A name that cannot, or that stands there twice, can be read in two ways. */
function readPairs(raw: string): Pick<BankCallback, 'pairs' | 'isWhole'> | undefined {
  if (raw.length > MAX_CHARACTERS) return undefined;
  // Between two separators in a row, and behind the last, there is nothing.
  const parts = raw.split('&').filter((part) => part !== '');
  if (parts.length > MAX_PAIRS) return undefined;
  const names = new Set<string>();
  const pairs = new Map<string, string>();
  for (const part of parts) {
    const at = part.indexOf('=');
    const name = decode(part.slice(0, Math.max(at, 0)));
    if (name === undefined || !NAME.test(name) || names.has(name)) return undefined;
    names.add(name);
    const value = decode(part.slice(at + 1));
    if (value !== undefined && VALUE.test(value)) pairs.set(name, value);
  }
  return { pairs, isWhole: pairs.size === names.size };
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}
