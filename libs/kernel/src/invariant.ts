/** States what must be true here; a failure is a bug of ours and stops the work at once. */
export function invariant(holds: unknown, claim: string): asserts holds {
  if (!holds) throw new Error(`Invariant broken: ${claim}`);
}

/** Ends an exhaustive switch: the compiler proves that nothing gets here. */
export function unreachable(value: never): never {
  throw new Error(`Invariant broken: nobody thought of ${JSON.stringify(value)}`);
}
