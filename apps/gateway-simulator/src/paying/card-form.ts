import { type CardProblem, isPan } from '../bank/cards.js';
import { type FormFields, one } from '../wire/form-fields.js';

/** What a payer typed into the page. */
export type CardForm = Readonly<{
  orderId: string;
  pan: string;
  cvc: string;
  year: string;
  month: string;
  holder: string;
  language?: string;
  ip: string;
}>;

/** The page's script sends MM and YYYY; without a script its one field `expiry` arrives as typed. */
export function readCardForm(fields: FormFields, ip: string): CardForm {
  const [, month = '', year = ''] = /^\s*(\d\d)\s*\/?\s*(\d\d)\s*$/.exec(one(fields, 'expiry') ?? '') ?? [];
  return {
    orderId: one(fields, 'MDORDER') ?? '',
    pan: (one(fields, '$PAN') ?? '').replaceAll(/[\s-]/g, ''),
    cvc: one(fields, '$CVC') ?? '',
    year: one(fields, 'YYYY') ?? (year && `20${year}`),
    month: one(fields, 'MM') ?? month,
    holder: one(fields, 'TEXT') ?? '',
    language: one(fields, 'language'),
    ip,
  };
}

/** The page's field that is to blame. */
export const fieldOf = (problem: CardProblem): string => (problem === 'expired' ? 'expiry' : problem);

export function problemOf(card: CardForm, now: number): CardProblem | undefined {
  if (!isPan(card.pan)) return 'pan';
  if (!/^\d{4}$/.test(card.year) || !/^(0[1-9]|1[0-2])$/.test(card.month)) return 'expiry';
  // A card is good through the whole of its last month.
  if (now >= Date.UTC(Number(card.year), Number(card.month))) return 'expired';
  if (!/^\d{3,4}$/.test(card.cvc)) return 'cvc';
  return card.holder.length > 150 ? 'holder' : undefined;
}
