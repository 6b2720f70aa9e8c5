import { membersOf, textOf } from './fields.js';

const MAX_LENGTH = 32;
const CARD = /^[\d\s*xX•-]+$/;
const MASK = /[*xX•]/;
/** The first six and the last four: what may be shown. */
const MAX_DIGITS = 10;
const LONGEST_CARD = 19;

/** Of `cardAuthInfo`. The card may come only as `pan` (gateway.md §5b), which is believed where it is masked. */
export function maskedCardOf(cardAuthInfo: unknown): string | null {
  const { maskedPan, pan } = membersOf(cardAuthInfo);
  return masked(maskedPan) ?? (typeof pan === 'string' && MASK.test(pan) ? masked(pan) : null);
}

/** Whatever the bank calls masked: more digits than may be shown are taken out. */
function masked(value: unknown): string | null {
  const text = textOf(value, MAX_LENGTH)?.trim();
  if (!text || !CARD.test(text)) return null;
  const digits = text.replace(/\D/g, '');
  if (digits.length <= MAX_DIGITS) return digits.length > 0 ? text : null;
  return digits.length <= LONGEST_CARD ? `${digits.slice(0, 6)}**${digits.slice(-4)}` : null;
}
