import fc from 'fast-check';

/** For tests: what a bank that means ill, or is broken, could send; and whether it was dealt with in no time. */
const INPUTS = 10_000;
const MAX_MS = 20;
const TRIES = 30;
const MAX_CHARACTERS = 65_536;

/** Pieces that repeat are where an expression can be made to try again and again. */
const PIECES = [
  String.raw`@|a|.|a@|@a.|a@b.c|<|"|1|4|4 |4-|-| |*|x|1234**|1234 ** |4111|4111 1111 1111 1111|+|+7|+7 (701) |87011234567|(`,
  String.raw`8 (701|ж|€|&|=|%|;|a=1&|%41|[|{|\|�`,
  '\t|\0|\ud800|\udc00|\u202e|\ufeff',
].flatMap((pieces) => pieces.split('|'));

/** Mostly short; now and then all that fits into one answer. */
export const hostileText = fc
  .array(
    fc.tuple(
      fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 8 })),
      fc.oneof(
        { weight: 150, arbitrary: fc.integer({ min: 1, max: 20 }) },
        { weight: 1, arbitrary: fc.constant(MAX_CHARACTERS) },
      ),
    ),
    { maxLength: 6 },
  )
  .map((pieces) =>
    pieces
      .map(([piece, times]) => piece.repeat(times))
      .join('')
      .slice(0, MAX_CHARACTERS),
  );

/** So deep that whoever goes down into it by calls of himself does not come back. */
const deep = fc
  .tuple(fc.constantFrom('list', 'object'), fc.constantFrom(17, 1_000, 15_000))
  .map(([kind, depth]) => {
    let value: unknown = 1;
    for (let at = 0; at < depth; at += 1) value = kind === 'list' ? [value] : { value };
    return value;
  });

const long = fc
  .tuple(
    fc.constantFrom<unknown>(1, '', null, {}, { name: 'a', value: 'b' }),
    fc.integer({ max: 5_000, min: 0 }),
  )
  .map(([element, length]) => Array.from({ length }, () => element));

/** Any value that JSON has, and some that are made to harm. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 10, arbitrary: fc.jsonValue({ stringUnit: 'binary' }) },
  { weight: 10, arbitrary: hostileText },
  {
    weight: 5,
    arbitrary: fc.constantFrom<unknown>(0, -1, 1e308, 2 ** 53, 0.5, '', null, true, [], {}, '1e5'),
  },
  { weight: 5, arbitrary: fc.double().map((value) => (Number.isFinite(value) ? value : 0)) },
  { weight: 1, arbitrary: deep },
  { weight: 1, arbitrary: long },
);

/** `plain` with some of its members, at any depth, taken away or made into anything. */
export function spoilt(plain: Readonly<Record<string, unknown>>): fc.Arbitrary<Record<string, unknown>> {
  const member = (value: unknown): fc.Arbitrary<unknown> =>
    fc.oneof(
      { weight: 6, arbitrary: isObject(value) ? spoilt(value) : fc.constant(value) },
      { weight: 1, arbitrary: hostileValue },
      { weight: 1, arbitrary: fc.array(fc.oneof(fc.constant(value), hostileValue), { maxLength: 4 }) },
    );
  const members = Object.fromEntries(Object.entries(plain).map(([name, value]) => [name, member(value)]));
  return fc.record(members, { requiredKeys: [] });
}

/** Nothing longer is read; what is so deep that it cannot be written down is short. */
export function fitsAnAnswer(value: unknown): boolean {
  try {
    return JSON.stringify(value).length <= MAX_CHARACTERS;
  } catch {
    return true;
  }
}

/** Within 20 ms of work, for which a busy machine may take longer. What has been compiled and collected meanwhile is not its own. */
export function takesNoTime(work: () => void): boolean {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    if (user + system <= MAX_MS * 1_000) return true;
  }
  return false;
}

/** Each input is dealt with: nothing thrown, and none takes its time. */
export const dealsInNoTimeWith = <T>(inputs: fc.Arbitrary<T>, deal: (input: T) => void): void =>
  fc.assert(
    fc.property(inputs, (input) => takesNoTime(() => deal(input))),
    { numRuns: INPUTS },
  );

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
