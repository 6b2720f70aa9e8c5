// Aim: an attempt of a payer is told once, whatever an answer leaves out and whoever sets the bank's clock; the next one is another.
import { lockedFacts, anAnswer } from './locked-facts.fixture.js';
import { failedAttempt } from './failed-attempt.js';

const MINUTE_MS = 60_000;
const FAILED = 'open 0/0 code:116 at:12 card:1111';
const PARTS = ['open 0/0 code:116', 'open 0/0 code:116 at:12', 'open 0/0 code:116 card:1111', FAILED];

const known = lockedFacts('registered');
const { registration } = known;
/** By a clock that is so many milliseconds ahead, every instant of an answer is. */
const said = (text: string, aheadMs = 0) => {
  const answer = anAnswer(text, known);
  const later = (at: Date | null) => at && new Date(at.getTime() + aheadMs);
  return { ...answer, authorizedAt: later(answer.authorizedAt), registeredAt: later(answer.registeredAt) };
};
type Said = ReturnType<typeof said>;

/** Which of these answers, one after the other, tell of an attempt that none before them told of. */
function newOnes(answers: readonly Said[]): boolean[] {
  let before = { attemptSeen: null as string | null, bankRegisteredAt: null as Date | null };
  return answers.map((answer) => {
    const attempt = failedAttempt({ ...registration, ...before }, answer);
    before = {
      attemptSeen: attempt?.told ?? before.attemptSeen,
      bankRegisteredAt: answer.registeredAt ?? before.bankRegisteredAt,
    };
    return attempt?.isNew ?? false;
  });
}

it.each(PARTS.flatMap((one) => PARTS.map((other) => [one, other])))(
  'is the same where an answer leaves parts of it out: %s, %s',
  (one, other) => {
    expect(newOnes([said(one), said(other), said(FAILED), said(one)])).toEqual([true, false, false, false]);
  },
);

it.each([20, -20, 60])('is the same after the bank’s clock is set by %d minutes, and set back', (minutes) => {
  const ahead = said(FAILED, minutes * MINUTE_MS);
  const right = said(FAILED);
  expect(newOnes([right, ahead, ahead, right, ahead])).toEqual([true, false, false, false, false]);
});

it('is the same where its time is told in less detail', () => {
  const detailed = { ...said(FAILED), authorizedAt: new Date('2026-03-02T12:00:00.886Z') };
  expect(newOnes([detailed, said(FAILED), detailed])).toEqual([true, false, false]);
});

it('is another with another code, time or card, whenever the clock was set', () => {
  const next = ['code:101 at:12 card:1111', 'code:101 at:13 card:1111', 'code:101 at:13 card:2222'];
  const answers = [said(FAILED), ...next.map((text, at) => said(`open 0/0 ${text}`, at * 20 * MINUTE_MS))];
  expect(newOnes(answers)).toEqual([true, true, true, true]);
});

it('is none where nobody has failed', () => {
  expect(newOnes([said('open 0/0 code:-100'), said('open 0/0')])).toEqual([false, false]);
});
