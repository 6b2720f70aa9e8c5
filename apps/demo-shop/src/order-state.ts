/** The states of an order in the shop; what it says of each is in the texts. Everything but `undecided` was said by an event of Tolem first. */
export const SHOP_STATES = {
  undecided: { tone: 'open' },
  authorized: { tone: 'good' },
  paid: { tone: 'good' },
  partially_refunded: { tone: 'calm' },
  refunded: { tone: 'calm' },
  released: { tone: 'calm' },
  declined: { tone: 'bad' },
  expired: { tone: 'bad' },
  cancelled: { tone: 'bad' },
  rejected: { tone: 'bad' },
} as const satisfies Record<string, { tone: 'open' | 'good' | 'calm' | 'bad' }>;

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
