const format = (minimumFractionDigits: number): Intl.NumberFormat =>
  new Intl.NumberFormat('ru-KZ', { style: 'currency', currency: 'KZT', minimumFractionDigits });

const WHOLE = format(0);
const WITH_TIYIN = format(2);

/** Tiyin as people in Kazakhstan write them: 12 500 ₸, and 2 450,50 ₸ where there are tiyin. */
export function tenge(amountMinor: number): string {
  return (amountMinor % 100 === 0 ? WHOLE : WITH_TIYIN).format(amountMinor / 100);
}
