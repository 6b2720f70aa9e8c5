import type { RefusalReason } from '../bank/action-codes.js';
import type { AuthenticationKind, CardProblem } from '../bank/cards.js';

/** Why an order cannot be paid on its page (any more). */
export type Notice = 'unknown' | 'paid' | 'held' | 'expired' | 'closed';

/** Every word a payer reads. */
export type Texts = Readonly<{
  /** Of the language, in itself, for the switch. */
  name: string;
  languages: string;
  bank: string;
  payersBank: string;
  label: string;
  page: Readonly<{
    pay: (amount: string) => string;
    order: (number: string) => string;
    orByCard: string;
    payWith: (wallet: string) => string;
    cardNumber: string;
    validUntil: string;
    monthYear: string;
    cvc: string;
    cvcHint: string;
    holder: string;
    holderExample: string;
    back: (shop: string | undefined) => string;
    oneMoment: string;
    noAnswer: string;
    paid: string;
    goesToPayersBank: string;
    notPayable: string;
    beingConfirmed: string;
    attemptsLeft: (count: number) => string;
  }>;
  problems: Readonly<Record<CardProblem, string>>;
  refusals: Readonly<Record<RefusalReason, string>>;
  confirm: Readonly<{
    title: string;
    enterCode: string;
    amount: string;
    card: string;
    order: string;
    code: string;
    confirm: string;
    cancel: string;
    wrongCode: (left: number) => string;
    forTesters: string;
    codeIs: string;
    success: string;
    fail: string;
  }>;
  wallet: Readonly<{ pretend: (wallet: string) => string; confirm: string; cancel: string; card: string }>;
  notices: Readonly<Record<Notice, readonly [title: string, text: string]>>;
  onward: Readonly<{ title: string; otherwise: string; link: string; toShop: string }>;
  cards: Readonly<{
    title: string;
    anyDate: string;
    fill: string;
    own: string;
    approved: string;
    refused: (code: number) => string;
    threeDSecure: Readonly<Record<AuthenticationKind, string>>;
  }>;
}>;
