import { csrfOf, isCsrf, newSessionToken } from './session-token.js';

const TOKEN = newSessionToken();

it('is 256 random bits', () => {
  expect(Buffer.from(TOKEN, 'base64url')).toHaveLength(32);
  expect(newSessionToken()).not.toBe(TOKEN);
});

it('has a CSRF token of its own, which is compared whole', () => {
  const csrf = csrfOf(TOKEN);
  expect(isCsrf(TOKEN, csrf)).toBe(true);
  for (const wrong of [undefined, '', csrf.slice(1), `${csrf}a`, TOKEN, csrfOf(newSessionToken()), [csrf]])
    expect(isCsrf(TOKEN, wrong)).toBe(false);
});
