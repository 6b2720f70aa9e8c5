// Aim: whatever is said, it is redacted in no time, and nothing thrown.
import fc from 'fast-check';
import {
  dealsInNoTimeWith,
  fitsAnAnswer,
  hostileText,
  hostileValue,
  takesNoTime,
} from './hostile.fixture.js';
import { redact } from './redact.js';

it('deals with whatever is said', () => {
  dealsInNoTimeWith(fc.oneof(hostileText, hostileValue).filter(fitsAnAnswer), redact);
});

const PIECES = [
  'a',
  '@',
  'a@',
  '@.',
  'a@b.',
  '4',
  '4 ',
  '4-',
  '4111 ',
  '1234**',
  '1234* ',
  '*',
  '+7(',
  '8 (701) ',
];

it.each(PIECES)('is not kept by 64 kB of %j', (piece) => {
  const text = piece.repeat(65_536).slice(0, 65_536);
  for (const said of [text, `${text}@`, `1234${text}`, `+7${text}`])
    expect(takesNoTime(() => redact({ said }))).toBe(true);
});

it('hides no less in a long text than in a short one', () => {
  const said = `${'a b@c d. '.repeat(3_000)} 4111 1111 1111 1111, ann@example.kz `;
  expect(redact(said)).toMatch(/ …, … $/);
});
