import type { Registration } from '@app/orders';

/** By so much the bank's clock may differ from ours and still be believed. */
export const CLOCKS_DIFFER_MS = 10 * 60_000;

/** Since when the bank holds the money: by its own time where that can be, else since the hold was first seen. */
export function heldSince(registration: Registration, now: Date): Date {
  const { bankAuthorizedAt: said, sentAt, statusSince } = registration;
  const canBe =
    said !== null &&
    said.getTime() >= sentAt.getTime() - CLOCKS_DIFFER_MS &&
    said.getTime() <= now.getTime() + CLOCKS_DIFFER_MS;
  return canBe ? said : (statusSince ?? now);
}
