/** What to tell a payer; the words are in the pages' languages. */
export type RefusalReason =
  | 'wrongData'
  | 'noMoney'
  | 'overLimit'
  | 'suspicious'
  | 'blocked'
  | 'unreachable'
  | 'notConfirmed'
  | 'refused';

type Row = Readonly<{ text: string; tellPayer?: RefusalReason }>;

/** The action codes this bank gives: its own table, from the platform's lists and not from any client's. */
export const ACTION_CODES: Readonly<Record<number, Row>> = {
  [-9000]: { text: 'Payment attempt has been started' },
  [-2025]: { text: '3DS failed', tellPayer: 'notConfirmed' },
  [-2014]: { text: 'Payment time is over' },
  [-2009]: { text: 'Payer did not return from the issuer ACS' },
  [-2007]: { text: 'Payment time is over' },
  [-2006]: { text: '3DS authentication was rejected by the issuer', tellPayer: 'notConfirmed' },
  5: { text: 'Declined by the issuer', tellPayer: 'refused' },
  116: { text: 'Not enough money', tellPayer: 'noMoney' },
  121: { text: 'Amount limit of the card exceeded', tellPayer: 'overLimit' },
  151: { text: 'Stopped by the fraud monitoring of the issuer', tellPayer: 'suspicious' },
  203: { text: 'Card is lost', tellPayer: 'blocked' },
  907: { text: 'Issuer is not available', tellPayer: 'unreachable' },
  2012: { text: 'Order is cancelled' },
  71015: { text: 'Wrong card data: check number, expiry and CVC', tellPayer: 'wrongData' },
};

/** An attempt of a payer is going on, and nothing is known of it yet. */
export const ATTEMPT_STARTED = -9000;

export const actionText = (code: number): string => ACTION_CODES[code]?.text ?? '';

/** Undefined: this code is no refusal of an attempt. */
export const refusalReason = (code: number): RefusalReason | undefined => ACTION_CODES[code]?.tellPayer;
