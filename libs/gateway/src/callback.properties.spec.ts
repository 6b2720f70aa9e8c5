// Aim: whatever is sent as a callback is read as it was sent or not at all, and in no time.
import fc from 'fast-check';
import { readCallback } from './callback.js';
import { digestOf } from './checksum.js';
import { dealsInNoTimeWith, hostileText } from './hostile.fixture.js';

const CORE = ['mdOrder=3ff6962a', 'orderNumber=10747', 'operation=deposited', 'status=1'];
const name = fc.oneof(
  fc.constantFrom('amount', 'mdorder', 'checksum', 'a.b', '__proto__', '%73tatus', 'a[]', ''),
  hostileText,
);
const pair = fc.tuple(name, hostileText).map(([key, value]) => `${key}=${value}`);
const encoded = fc
  .tuple(name, fc.string({ unit: 'grapheme' }))
  .map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
const nearlyRight = fc
  .array(fc.oneof(fc.constantFrom(...CORE), encoded, pair), { maxLength: 80 })
  .map((parts) => [...CORE, ...parts].slice(-84).join('&'));
const many = fc.integer({ min: 60, max: 20_000 }).map((count) => `${CORE.join('&')}${'&a=1'.repeat(count)}`);

it('reads or refuses whatever is sent', () => {
  const raw = fc.oneof(
    { weight: 10, arbitrary: hostileText },
    { weight: 20, arbitrary: nearlyRight },
    { weight: 1, arbitrary: many },
  );
  dealsInNoTimeWith(raw, (text) => {
    const callback = readCallback(text);
    if (callback) digestOf(callback.pairs);
  });
});

it('reads each value as it was sent', () => {
  const values = fc.dictionary(
    fc.stringMatching(/^[a-z]{1,8}\d$/),
    fc.string({ unit: 'grapheme', maxLength: 50 }),
    { maxKeys: 85 },
  );
  fc.assert(
    fc.property(values, (sent) => {
      const raw = [
        ...CORE,
        ...Object.entries(sent).map(([key, value]) => `${key}=${encodeURIComponent(value)}`),
      ].join('&');
      const isUsable = Object.values(sent).every((value) => !value.includes('\0')) && raw.length <= 65_536;
      const pairs = readCallback(raw)?.pairs;
      return isUsable
        ? Object.entries(sent).every(([key, value]) => pairs?.get(key) === value)
        : pairs === undefined;
    }),
  );
});
