import { hashPassword, isPassword, NOBODYS_HASH } from './password-hash.js';

const CHEAP = { ln: 4, r: 8, p: 1 };

it('knows a password again, by the parameters that stand beside it, and no other', async () => {
  const stored = await hashPassword('correct horse', CHEAP);
  expect(stored).toMatch(/^\$scrypt\$ln=4,r=8,p=1\$[\w-]{22}\$[\w-]{43}$/);
  expect(await isPassword('correct horse', stored)).toBe(true);
  for (const wrong of ['Correct horse', 'correct horse ', '', 'x'.repeat(1_000)])
    expect(await isPassword(wrong, stored)).toBe(false);
});

it('salts: one password of two people does not look like one', async () => {
  expect(await hashPassword('same', CHEAP)).not.toBe(await hashPassword('same', CHEAP));
});

it('takes a letter for itself however it was composed', async () => {
  expect(await isPassword('cafe\u0301', await hashPassword('caf\u00e9', CHEAP))).toBe(true);
});

it('costs memory, also for a name that nobody has', async () => {
  const stored = await hashPassword('by default');
  const cost = /^\$scrypt\$ln=(\d+),r=(\d+),p=\d+\$/;
  const [, ln, r] = cost.exec(stored)!;
  expect(128 * 2 ** Number(ln) * Number(r)).toBeGreaterThanOrEqual(32 * 2 ** 20);
  expect(cost.exec(NOBODYS_HASH)![0]).toBe(cost.exec(stored)![0]);
  expect(await isPassword('by default', NOBODYS_HASH)).toBe(false);
});

it('stops at what it has not written itself', async () => {
  await expect(isPassword('a', 'plain text')).rejects.toThrow('not one of ours');
});
