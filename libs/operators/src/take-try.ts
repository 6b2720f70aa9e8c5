/** Tries of one name that did not end in a session, and until when there may be none. */
export type Tries = Readonly<{ triedAt: readonly Date[]; lockedUntil: Date | null }>;

export type Take = Readonly<{ tries: Tries } | { retryAfterSeconds: number }>;

const MAX_TRIES = 5;
const WINDOW_MS = 15 * 60_000;
const LOCK_MS = 15 * 60_000;

/**
 * A try is taken before the password is looked at and given back by a success: a hundred guesses at once are a hundred tries.
 * The fifth within a quarter of an hour locks the name for as long, for the right password too, since a guesser whom the
 * right one lets in has not been stopped. Tries while it is locked make it no longer: else anybody could lock a name for ever
 * at no cost.
 */
export function takeTry({ triedAt, lockedUntil }: Tries, now: Date): Take {
  if (lockedUntil && now < lockedUntil)
    return { retryAfterSeconds: Math.ceil((lockedUntil.getTime() - now.getTime()) / 1000) };
  const lately = triedAt.filter((at) => now.getTime() - at.getTime() < WINDOW_MS);
  const tries = [...lately, now];
  const locks = tries.length >= MAX_TRIES;
  return { tries: { triedAt: tries, lockedUntil: locks ? new Date(now.getTime() + LOCK_MS) : null } };
}
