import { useSpeaking } from '../texts/use-texts.js';
import { moneyInWords } from './money.js';

export function Amount({ minor, currency }: Readonly<{ minor: number | null; currency: string | null }>) {
  const { locale } = useSpeaking();
  if (minor === null || currency === null) return <span className="soft">–</span>;
  return <span className="amount">{moneyInWords(minor, currency, locale)}</span>;
}
