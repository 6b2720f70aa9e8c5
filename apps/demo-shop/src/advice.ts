/** What a payer can do, for each of Tolem's words of advice. */
const PAYER_CAN: Readonly<Record<string, string>> = {
  'fix-data': 'check the number, date and CVC of the card',
  'other-card': 'try another card',
  'other-method': 'pay in another way',
  'top-up': 'top up the card',
  limit: 'raise the limit of the card',
  'contact-issuer': 'ask the bank that gave you the card',
  'contact-shop': 'write to us',
  'try-later': 'try again later',
  retry: 'try again',
  'retry-3ds': 'try again and confirm it with your bank',
  'retry-with-3ds': 'try again and confirm it with your bank',
  'new-order': 'order once more',
  'check-status-first': 'wait here: nothing is certain yet',
};

/** A sentence for a payer, such as from `fix-data-or-other-card`. Words that a newer Tolem has added say nothing. */
export function adviceFor(advice: string | null): string {
  const steps = (advice ?? '').split('-or-').flatMap((word) => PAYER_CAN[word] ?? []);
  return steps.length > 0 ? `You can ${steps.join(' or ')}.` : '';
}
