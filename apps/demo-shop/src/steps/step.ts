export type Party = 'payer' | 'shop' | 'tolem' | 'bank';

/** What can be seen of a payment, by the shop itself or in the gateway simulator's journal. */
export type Deed =
  | 'bought'
  | 'ordered'
  | 'asked'
  | 'answered'
  | 'register-asked'
  | 'registered'
  | 'sent'
  | 'page-opened'
  | 'card-taken'
  | 'wallet-taken'
  | '3ds-begun'
  | '3ds-ended'
  | 'approved'
  | 'refused'
  | 'redirected'
  | 'returned'
  | 'status-told'
  | 'event';

/** One thing that was seen, with what was sent by it. */
export type Act = Readonly<{ at: Date; deed: Deed; from: Party; to: Party; evidence: string }>;

export type Step = Readonly<{
  /** Its number in the bank's guide to paying by redirect. */
  number: number;
  /** Seen; begun, but what makes it this step was not seen; not seen; or out of the shop's sight. */
  sight: 'seen' | 'begun' | 'absent' | 'unconfigured' | 'unreachable';
  /** When it happened; null unless it was seen. */
  at: Date | null;
  acts: readonly Act[];
}>;
