// Aim: every rule of what an answer of the bank means for its order, one row each, and README shows the same rows. The words are
// explained in locked-facts.fixture.ts. WRITE_README=1 writes README's table anew.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { lockedFacts, anAnswer, rowsOf, shown } from './locked-facts.fixture.js';
import { verdict } from './verdict.js';
import { asMarkdown, VERDICTS } from './verdicts.fixture.js';

const judged = (order: string, answer: string): string => {
  const known = lockedFacts(order);
  return shown(verdict(known, anAnswer(answer, known)));
};

describe.each(VERDICTS)('%s', (_rule, table) => {
  it.each(rowsOf(table))('%s: %s → %s', (order, answer, expected) => {
    expect(judged(order, answer)).toBe(expected);
  });
});

describe('an attempt is announced once', () => {
  const failed = 'open 0/0 code:116 at:12 card:1111';
  const seen = () => {
    const known = lockedFacts('registered');
    return verdict(known, anAnswer(failed, known)).registration.attemptSeen!;
  };

  it.each(
    rowsOf(`
    ${failed}                          | -
    open 0/0 code:101 at:12 card:1111  | order.attempt_failed
    open 0/0 code:116 at:13 card:1111  | order.attempt_failed
    open 0/0 code:116 at:12 card:2222  | order.attempt_failed
    `),
  )('after %s comes %s', (answer, expected) => {
    const known = lockedFacts('registered', { attemptSeen: seen() });
    expect(shown(verdict(known, anAnswer(answer, known)))).toBe(expected);
  });
});

describe('after money of a wrong amount was taken', () => {
  it.each(
    rowsOf(`
    closed bare code:-2007 | case impossible_move
    closed ?/? code:-2007  | case impossible_move
    closed 0/0 code:-2007  | expired
    `),
  )('%s is judged as %s', (answer, expected) => {
    const known = lockedFacts('registered', { depositedMinor: 900n });
    expect(shown(verdict(known, anAnswer(answer, known)))).toBe(expected);
  });
});

describe('what becomes of the registration', () => {
  it.each(
    rowsOf(`
    registered           | charged 1000/0           | closed
    registered           | charged 1000/0 amount:1  | closed
    registered           | refunded 0/1000          | closed
    registered           | reversed 0/0             | closed
    registered           | closed 0/0               | closed
    registered orphan    | closed 0/0               | closed
    registered hold      | held 0/0                 | open
    registered           | open 0/0                 | open
    registered           | authenticating 0/0       | open
    registered           | pending 0/0              | open
    registered           | capturing 0/0            | open
    registered orphan    | open 0/0                 | orphan
    created recovering   | authenticating 0/0       | open
    declined closed      | open 0/0                 | -
    `),
  )('%s: %s → %s', (order, answer, state) => {
    const known = lockedFacts(order);
    expect(verdict(known, anAnswer(answer, known)).registration.state ?? '-').toBe(state);
  });

  it.each(['unknown', 'absent'])('says nothing of it but its status when the answer is %s', (status) => {
    const known = lockedFacts('registered');
    expect(verdict(known, anAnswer(`${status} 0/0`, known)).registration).toEqual({ status });
  });

  it('counts its lifetime from the date of the bank', () => {
    const known = lockedFacts('registered');
    const registeredAt = new Date(known.registration.sentAt.getTime() + 3_000);
    const expiresAt = new Date(registeredAt.getTime() + 1_200_000);
    const { registration, order } = verdict(known, { ...anAnswer('open 0/0', known), registeredAt });
    expect(registration.expiresAt).toEqual(expiresAt);
    expect(order.expiresAt).toEqual(expiresAt);
  });

  it('keeps what an earlier answer told and this one leaves out', () => {
    const known = lockedFacts('registered', { rrn: '532900000103', maskedCard: '411111**1111' });
    expect(verdict(known, anAnswer('open 0/0', known)).registration).not.toHaveProperty('rrn');
  });
});

it('README shows these very rows', () => {
  const file = path.resolve(__dirname, '../../README.md');
  const [begin, end] = ['<!-- verdicts: begin -->', '<!-- verdicts: end -->'];
  const readme = readFileSync(file, 'utf8');
  const before = readme.slice(0, readme.indexOf(begin) + begin.length);
  const wanted = `${before}\n\n${asMarkdown()}\n\n${readme.slice(readme.indexOf(end))}`;
  // eslint-disable-next-line node/no-process-env
  if (process.env.WRITE_README) writeFileSync(file, wanted);
  expect(readFileSync(file, 'utf8')).toBe(wanted);
});
