import type { Texts } from '../texts/texts.js';

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** A length of time by its two largest units: "3 d 4 h". */
export function ageInWords(ms: number, { time: { units } }: Pick<Texts, 'time'>): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const first = UNITS.findIndex(([, size]) => seconds >= size);
  if (first < 0) return `0 ${units.second}`;
  const [unit, size] = UNITS[first]!;
  const parts = [`${Math.floor(seconds / size)} ${units[unit]}`];
  const next = UNITS[first + 1];
  // Nobody counts seconds beside minutes once there are ten of these.
  const rest = next && Math.floor((seconds % size) / next[1]);
  if (next && rest && !(unit === 'minute' && seconds >= 600)) parts.push(`${rest} ${units[next[0]]}`);
  return parts.join(' ');
}
