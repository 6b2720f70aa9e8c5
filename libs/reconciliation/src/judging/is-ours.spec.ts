import { lockedFacts, anAnswer } from './locked-facts.fixture.js';
import { isOurs } from './is-ours.js';

const { registration } = lockedFacts('created recovering');
const answer = (words: string) =>
  anAnswer(`open 0/0 ${words}`.trim(), lockedFacts('created recovering', registration));
const minutesBefore = (minutes: number) => new Date(registration.sentAt.getTime() - minutes * 60_000);

it.each([
  ['agrees in everything', answer(''), true],
  ['has another number', answer('number:other'), false],
  ['has another amount', answer('amount:999'), false],
  ['has another currency', answer('currency:USD'), false],
  ['echoes our registration', { ...answer(''), echo: { tolemRegistration: registration.id } }, true],
  ['echoes another registration', { ...answer(''), echo: { tolemRegistration: 'another' } }, false],
  ['echoes somebody else’s words', { ...answer(''), echo: { cart: '7' } }, true],
  ['was made ten minutes before we asked', { ...answer(''), registeredAt: minutesBefore(10) }, true],
  ['was made earlier than that', { ...answer(''), registeredAt: minutesBefore(10.001) }, false],
  ['tells no date', { ...answer(''), registeredAt: null }, true],
])('what the bank has under our number and %s', (_what, found, ours) => {
  expect(isOurs(registration, found)).toBe(ours);
});
