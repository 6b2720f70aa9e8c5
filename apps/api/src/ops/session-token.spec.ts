import {
  csrfOf,
  isCsrf,
  newSessionToken,
  noSessionCookie,
  readSessionToken,
  sessionCookie,
} from './session-token.js';

const TOKEN = newSessionToken();

it('is 256 random bits', () => {
  expect(Buffer.from(TOKEN, 'base64url')).toHaveLength(32);
  expect(newSessionToken()).not.toBe(TOKEN);
});

it.each([
  [`tolem_ops=${TOKEN}`, TOKEN],
  [`theme=dark; tolem_ops=${TOKEN}; other=1`, TOKEN],
  [`theme=dark;tolem_ops=${TOKEN}`, TOKEN],
  [`not_tolem_ops=${TOKEN}`, undefined],
  [`tolem_ops=${TOKEN}x`, undefined],
  ['tolem_ops=', undefined],
  ['', undefined],
  [undefined, undefined],
])('is read from %p', (header, token) => expect(readSessionToken(header)).toBe(token));

it('travels in a cookie that no script, no other site and no other path sees', () => {
  expect(sessionCookie(TOKEN, 60, false)).toBe(
    `tolem_ops=${TOKEN}; Max-Age=60; Path=/ops; HttpOnly; SameSite=Strict`,
  );
  expect(sessionCookie(TOKEN, 60, true)).toMatch(/; Secure$/);
  expect(noSessionCookie(true)).toBe('tolem_ops=; Max-Age=0; Path=/ops; HttpOnly; SameSite=Strict; Secure');
});

it('has a CSRF token of its own, which is compared whole', () => {
  const csrf = csrfOf(TOKEN);
  expect(isCsrf(TOKEN, csrf)).toBe(true);
  for (const wrong of [undefined, '', csrf.slice(1), `${csrf}a`, TOKEN, csrfOf(newSessionToken()), [csrf]])
    expect(isCsrf(TOKEN, wrong)).toBe(false);
});
