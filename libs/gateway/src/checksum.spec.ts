// Aim: only what was signed with one of the merchant's keys passes. Method: gateway.md's own vector, and keys made here.
import { constants, createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { type BankCallback, readCallback } from './callback.js';
import { digestOf, isSigned, judgeChecksum, signedText } from './checksum.js';

// gateway.md §6.
const TEXT =
  'amount;123456;mdOrder;3ff6962a-7dcc-4283-ab50-a6d7dd3386fe;operation;deposited;orderNumber;10747;status;1;';
const CHECKSUM = '51C892147225ABE87798CB02979D70EF46D0AE79B5AA3B28B1C260BE286C50A9';
const KEY = { hmac: 'yourSecretToken' };
const SAID =
  'orderNumber=10747&mdOrder=3ff6962a-7dcc-4283-ab50-a6d7dd3386fe&operation=deposited&amount=123456&status=1';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const RSA = { rsa: publicKey.export({ type: 'spki', format: 'pem' }).toString() };
const OTHER_RSA = {
  rsa: generateKeyPairSync('rsa', { modulusLength: 2048 })
    .publicKey.export({ type: 'spki', format: 'pem' })
    .toString(),
};

const pairsOf = (checksum: string, said = SAID): BankCallback['pairs'] =>
  readCallback(`${said}&sign_alias=SHA-256+with+RSA&checksum=${checksum}`)!.pairs;
const rsaChecksum = (text: string, algorithm = 'RSA-SHA512', padding = constants.RSA_PKCS1_PADDING) =>
  sign(algorithm, Buffer.from(text), { key: privateKey, padding }).toString('hex').toUpperCase();

it('signs the sorted pairs without checksum and alias', () => {
  expect(signedText(pairsOf(CHECKSUM))).toBe(TEXT);
});

it('sorts by code unit, capitals first', () => {
  const { pairs } = readCallback(`${SAID}&Zone=1&a.b=2&_x=3`)!;
  expect(signedText(pairs)).toBe(`Zone;1;_x;3;a.b;2;${TEXT}`);
});

describe('HMAC-SHA256', () => {
  it('passes with the shared secret, in capitals or not', () => {
    expect(isSigned(pairsOf(CHECKSUM), [KEY])).toBe(true);
    expect(isSigned(pairsOf(CHECKSUM.toLowerCase()), [KEY])).toBe(true);
  });

  it.each([
    ['another secret', CHECKSUM, { hmac: 'notTheSecretToken' }],
    ['one digit changed', `${CHECKSUM.slice(0, -1)}8`, KEY],
    ['a byte less', CHECKSUM.slice(0, -2), KEY],
    ['a byte more', `${CHECKSUM}00`, KEY],
    ['half a byte', CHECKSUM.slice(0, -1), KEY],
    ['no hexadecimal', 'X'.repeat(64), KEY],
    ['nothing', '', KEY],
    [
      'a plain SHA-256 of text and secret',
      createHmac('sha256', '')
        .update(TEXT + KEY.hmac)
        .digest('hex'),
      KEY,
    ],
    ['an RSA key in its place', CHECKSUM, RSA],
  ])('refuses %s', (_what, checksum, key) => {
    expect(isSigned(pairsOf(checksum), [key])).toBe(false);
  });

  it('refuses what was changed, added or left out', () => {
    expect(isSigned(pairsOf(CHECKSUM, SAID.replace('status=1', 'status=0')), [KEY])).toBe(false);
    expect(isSigned(pairsOf(CHECKSUM, `${SAID}&utm=1`), [KEY])).toBe(false);
    expect(isSigned(pairsOf(CHECKSUM, SAID.replace('amount=123456&', '')), [KEY])).toBe(false);
    expect(isSigned(readCallback(SAID)!.pairs, [KEY])).toBe(false);
  });
});

describe('a value with the separator of the signed text', () => {
  /** The same text as that of the honest four, or five, made of other parameters (gateway.md §6). */
  const FORGED = SAID.replace('&status=1', '').replace('orderNumber=10747', 'orderNumber=10747%3Bstatus%3B1');

  it.each([FORGED, FORGED.replaceAll('%3B', ';')])(
    'is right in the checksum, and never verified: %s',
    (said) => {
      const pairs = pairsOf(CHECKSUM, said);
      expect(signedText(pairs)).toBe(TEXT);
      expect([judgeChecksum(pairs, [KEY]), isSigned(pairs, [KEY])]).toEqual(['ambiguous', false]);
    },
  );

  it('is wrong where the checksum is wrong', () => {
    expect(judgeChecksum(pairsOf(CHECKSUM, `${FORGED}&utm=1`), [KEY])).toBe('wrong');
  });
});

describe('RSA', () => {
  it('passes with SHA-512, whatever the alias says', () => {
    expect(isSigned(pairsOf(rsaChecksum(TEXT)), [RSA])).toBe(true);
  });

  it.each([
    ['another key', rsaChecksum(TEXT), OTHER_RSA],
    ['the secret of the other way', rsaChecksum(TEXT), KEY],
    ['another text', rsaChecksum(`${TEXT}a;1;`), RSA],
    ['SHA-256', rsaChecksum(TEXT, 'RSA-SHA256'), RSA],
    ['another padding', rsaChecksum(TEXT, 'RSA-SHA512', constants.RSA_PKCS1_PSS_PADDING), RSA],
    ['a signature cut short', rsaChecksum(TEXT).slice(2), RSA],
    ['a digest of the public key', createHmac('sha256', RSA.rsa).update(TEXT).digest('hex'), RSA],
  ])('refuses %s', (_what, checksum, key) => {
    expect(isSigned(pairsOf(checksum), [key])).toBe(false);
  });
});

it('knows two keys at once, of either kind, while one replaces the other', () => {
  const old = { hmac: 'theSecretBefore' };
  expect(isSigned(pairsOf(CHECKSUM), [old, KEY])).toBe(true);
  expect(isSigned(pairsOf(CHECKSUM), [KEY, RSA])).toBe(true);
  expect(isSigned(pairsOf(rsaChecksum(TEXT)), [KEY, RSA])).toBe(true);
  expect(isSigned(pairsOf(CHECKSUM), [old])).toBe(false);
  expect(isSigned(pairsOf(CHECKSUM), [])).toBe(false);
});

it('makes one digest of one fact, whichever key signed it and in whatever order it came', () => {
  const reordered = SAID.split('&').toReversed().join('&');
  const digest = digestOf(pairsOf(CHECKSUM));
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  expect(digestOf(pairsOf(rsaChecksum(TEXT), reordered))).toBe(digest);
  expect(digestOf(pairsOf(CHECKSUM, SAID.replace('123456', '123457')))).not.toBe(digest);
});
