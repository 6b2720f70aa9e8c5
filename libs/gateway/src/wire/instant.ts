import { integerOf } from './fields.js';

/** Seconds and microseconds since 1970 fall outside, and so does whatever a broken clock says. */
const EARLIEST_MS = Date.UTC(2000, 0);
const LATEST_MS = Date.UTC(2100, 0);
const DAY_MS = 86_400_000;
const ISO =
  /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)? ?(?:(Z)|([+-])(\d\d):?(\d\d))?$/i;

/** Milliseconds since 1970 UTC, as a number or text; ISO text with its zone; or without, as clocks in `timeZone` show it. */
export function instantOf(value: unknown, timeZone: string): Date | null {
  const ms = integerOf(value) ?? (typeof value === 'string' ? msOfIso(value, timeZone) : null);
  return ms !== null && ms >= EARLIEST_MS && ms < LATEST_MS ? new Date(ms) : null;
}

function msOfIso(text: string, timeZone: string): number | null {
  const parts = ISO.exec(text.slice(0, 40));
  if (!parts || text.length > 40) return null;
  const [, year, month, day, hour, minute, second = '0', fraction = '', z, sign, zoneHours, zoneMinutes] =
    parts;
  const shown = Date.UTC(+year!, +month! - 1, +day!, +hour!, +minute!, +second);
  // Date.UTC makes the 31st of June the 1st of July.
  const isDay = new Date(shown).getUTCDate() === +day! && new Date(shown).getUTCMonth() === +month! - 1;
  if (!isDay || +hour! > 23 || +minute! > 59 || +second > 59) return null;
  const shownMs = shown + Number(fraction.padEnd(3, '0').slice(0, 3));
  if (z) return shownMs;
  if (sign) return shownMs - Number(`${sign}1`) * (+zoneHours! * 60 + +zoneMinutes!) * 60_000;
  return msInZone(shownMs, timeZone);
}

/**
 * When clocks in this zone show this. They show an hour twice when they are put back, of which the first is meant, and an hour
 * not at all when they are put forward: then it is as if they had not been.
 */
function msInZone(shownMs: number, timeZone: string): number {
  const [before, after] = [shownMs - DAY_MS, shownMs + DAY_MS].map(
    (ms) => shownMs - offsetMs(ms, timeZone),
  ) as [number, number];
  const shows = (ms: number) => ms + offsetMs(ms, timeZone) === shownMs;
  return shows(before) || !shows(after) ? before : after;
}

/** How far clocks of this zone are ahead of UTC then. */
function offsetMs(ms: number, timeZone: string): number {
  const part = Object.fromEntries(
    clockOf(timeZone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, +value]),
  );
  const shown = Date.UTC(part.year!, part.month! - 1, part.day, part.hour, part.minute, part.second);
  return shown - Math.floor(ms / 1000) * 1000;
}

/** To make one takes longer than to ask it a hundred times. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  let clock = clocks.get(timeZone);
  if (!clock) {
    const numeric = 'numeric';
    const parts = {
      year: numeric,
      month: numeric,
      day: numeric,
      hour: numeric,
      minute: numeric,
      second: numeric,
    } as const;
    clock = new Intl.DateTimeFormat('en', { ...parts, timeZone, calendar: 'gregory', hourCycle: 'h23' });
    clocks.set(timeZone, clock);
  }
  return clock;
}
