import { noSessionCookie, readSessionToken, sessionCookie } from './session-cookie.js';

const TOKEN = 'a-token-of_43-characters-0123456789-ABCDEFG';

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
