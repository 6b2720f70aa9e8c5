/** What the shop says of an order. Everything but `undecided` was said by an event of Tolem first. */
export const SHOP_STATES = {
  undecided: { tone: 'open', says: 'Waiting for Tolem’s event.' },
  authorized: { tone: 'good', says: 'The bank holds the money for us.' },
  paid: { tone: 'good', says: 'Thank you! The money has come, and we are packing.' },
  partially_refunded: { tone: 'calm', says: 'A part of the money went back to you.' },
  refunded: { tone: 'calm', says: 'The money went back to you.' },
  released: { tone: 'calm', says: 'The bank let go of the money: it is yours again.' },
  declined: { tone: 'bad', says: 'The bank refused the payment. Nothing was taken.' },
  expired: { tone: 'bad', says: 'The time to pay is over. Nothing was taken.' },
  cancelled: { tone: 'bad', says: 'The order was called off. Nothing was taken.' },
  rejected: { tone: 'bad', says: 'The bank did not take the order. Nothing was taken.' },
} as const satisfies Record<string, { tone: 'open' | 'good' | 'calm' | 'bad'; says: string }>;

export type ShopState = keyof typeof SHOP_STATES;

const UNDECIDED_AT_TOLEM = ['created', 'registered'];

/**
 * The state after an event, or undefined for a word this shop does not know: then it stays as it was, since an unknown
 * word is neither a payment nor a refusal.
 */
export function stateAfter(stateAtTolem: string): ShopState | undefined {
  if (UNDECIDED_AT_TOLEM.includes(stateAtTolem)) return 'undecided';
  return Object.hasOwn(SHOP_STATES, stateAtTolem) ? (stateAtTolem as ShopState) : undefined;
}
