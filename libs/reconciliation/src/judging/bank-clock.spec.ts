// Aim: a bank whose clock is off is told of once, by its newest page, and an old page's time is held against nobody.
import type { Registration } from '@app/orders';
import { lockedFacts, anAnswer, NOW } from './locked-facts.fixture.js';
import { judgeClock } from './bank-clock.js';

const MINUTE_MS = 60_000;

function asked(offMinutes: number | null, changes: Partial<Registration> = {}) {
  const known = lockedFacts('registered', changes);
  const { sentAt, lastSentAt } = known.registration;
  const from = (lastSentAt ?? sentAt).getTime();
  const registeredAt = offMinutes === null ? null : new Date(from + offMinutes * MINUTE_MS);
  const answer = { ...anAnswer('open 0/0', known), registeredAt };
  return { registration: known.registration, outcome: { kind: 'answered', answer } as const };
}

it.each([
  [0, 'right'],
  [10, 'right'],
  [-10, 'right'],
  [11, { reason: 'bank_clock', detail: { aheadMinutes: 11 } }],
  [-20, { reason: 'bank_clock', detail: { behindMinutes: 20 } }],
  [null, null],
])('off by %p minutes: %p', (off, judged) => {
  expect(judgeClock([asked(off)])).toEqual(judged);
});

it('goes by the newest page, and by the last send under its number', () => {
  const later = { sentAt: new Date(NOW.getTime() + MINUTE_MS) };
  expect(judgeClock([asked(0, later), asked(60)])).toBe('right');
  const lastSentAt = new Date(NOW.getTime() + 3_600_000);
  expect(judgeClock([asked(0, { lastSentAt })])).toBe('right');
});

it('hears of nothing new where the time is known, or nothing was answered', () => {
  const { registration } = asked(60);
  expect(judgeClock([asked(60, { bankRegisteredAt: NOW })])).toBeNull();
  expect(judgeClock([{ registration, outcome: { kind: 'silent', reason: 'time-out' } }])).toBeNull();
});
