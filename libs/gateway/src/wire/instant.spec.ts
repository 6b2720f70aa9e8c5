import { instantOf } from './instant.js';

const seen = (value: unknown, timeZone = 'Asia/Almaty') => instantOf(value, timeZone)?.toISOString() ?? null;

it.each<[unknown, string]>([
  [1764057600000, '2025-11-25T08:00:00.000Z'],
  ['1764057600000', '2025-11-25T08:00:00.000Z'],
  ['2025-11-25T08:00:00Z', '2025-11-25T08:00:00.000Z'],
  ['2025-11-25T08:00:00.123456Z', '2025-11-25T08:00:00.123Z'],
  ['2025-11-25T13:00:00+05:00', '2025-11-25T08:00:00.000Z'],
  ['2025-11-25T13:00:00+0500', '2025-11-25T08:00:00.000Z'],
  ['2025-11-25T03:30:00-04:30', '2025-11-25T08:00:00.000Z'],
  ['2025-11-25T13:00:00', '2025-11-25T08:00:00.000Z'],
  ['2025-11-25 13:00:00', '2025-11-25T08:00:00.000Z'],
  ['2025-11-25T13:00', '2025-11-25T08:00:00.000Z'],
  ['2025-11-25T13:00:00.5', '2025-11-25T08:00:00.500Z'],
])('%j is %s', (value, instant) => {
  expect(seen(value)).toBe(instant);
});

it.each([
  // Clocks of Almaty were an hour further ahead until 1 March 2024.
  ['2024-02-01T12:00:00', 'Asia/Almaty', '2024-02-01T06:00:00.000Z'],
  ['2026-01-15T12:00:00', 'Europe/Sofia', '2026-01-15T10:00:00.000Z'],
  ['2026-07-15T12:00:00', 'Europe/Sofia', '2026-07-15T09:00:00.000Z'],
  // Put forward at 03:00 and back at 04:00.
  ['2026-03-29T02:59:59', 'Europe/Sofia', '2026-03-29T00:59:59.000Z'],
  ['2026-03-29T03:30:00', 'Europe/Sofia', '2026-03-29T01:30:00.000Z'],
  ['2026-03-29T04:00:00', 'Europe/Sofia', '2026-03-29T01:00:00.000Z'],
  ['2026-10-25T03:30:00', 'Europe/Sofia', '2026-10-25T00:30:00.000Z'],
  ['2026-10-25T04:00:00', 'Europe/Sofia', '2026-10-25T02:00:00.000Z'],
  ['2026-01-01T00:00:00', 'UTC', '2026-01-01T00:00:00.000Z'],
  ['2026-01-01T00:00:00', 'America/New_York', '2026-01-01T05:00:00.000Z'],
])('clocks show %s in %s at %s', (value, timeZone, instant) => {
  expect(seen(value, timeZone)).toBe(instant);
});

it.each<[string, unknown]>([
  ['seconds', 1764057600],
  ['microseconds', 1764057600000000],
  ['a time before the century', Date.UTC(1999, 11, 31)],
  ['a time after it', Date.UTC(2100, 0)],
  ['nothing', 0],
  ['a time before time', -1],
  ['more than a date can be', 8.64e15 + 1],
  ['half a millisecond', 1764057600000.5],
  ['a month that is none', '2025-13-01T00:00:00'],
  ['a day that is none', '2025-06-31T00:00:00'],
  ['an hour that is none', '2025-06-30T24:00:00'],
  ['another century', '0025-11-25T08:00:00Z'],
  ['a day alone', '2025-11-25'],
  ['words', 'Mon Jan 31 21:46:52 UTC 2022'],
  ['a long text', `2025-11-25T08:00:00${' '.repeat(60_000)}Z`],
  ['an empty text', ''],
  ['a list', [1764057600000]],
  ['null', null],
])('%s is no instant', (_what, value) => {
  expect(seen(value)).toBeNull();
});
