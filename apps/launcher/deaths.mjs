const TOO_MANY = 4;
const WITHIN_MS = 60_000;

/** Counts the deaths of all parts together: starting again mends an accident, not a part that cannot live. */
export class Deaths {
  #recent = [];

  /** Throws, with the names, at the fourth death within a minute. */
  count(name) {
    const now = performance.now();
    this.#recent = [...this.#recent.filter(({ at }) => now - at < WITHIN_MS), { name, at: now }];
    if (this.#recent.length < TOO_MANY) return;
    const names = this.#recent.map((death) => death.name).join(', ');
    throw new Error(`${this.#recent.length} deaths within a minute (${names}): ending everything.`);
  }
}
