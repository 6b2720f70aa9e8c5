import { isSameOrigin } from './same-origin.js';

const HOST = { host: 'ops.internal:3000' };

it.each([
  ['no browser', {}, true],
  ['our own page', { 'sec-fetch-site': 'same-origin' }, true],
  ["a neighbour's page", { 'sec-fetch-site': 'same-site' }, false],
  ["a stranger's page", { 'sec-fetch-site': 'cross-site' }, false],
  [
    "a stranger's page that names our origin",
    { 'sec-fetch-site': 'cross-site', origin: 'http://ops.internal:3000' },
    false,
  ],
  ['an old browser, our own page', { origin: 'http://ops.internal:3000' }, true],
  ['an old browser, by the public name', { origin: 'https://pay.example.kz' }, true],
  ['an old browser, without TLS', { origin: 'http://pay.example.kz' }, false],
  ['an old browser, another port', { origin: 'http://ops.internal:3001' }, false],
  ["an old browser, a stranger's page", { origin: 'https://evil.example' }, false],
  ['a page without an origin', { origin: 'null' }, false],
])('%s', (_who, headers, expected) =>
  expect(isSameOrigin({ ...HOST, ...headers }, 'https://pay.example.kz')).toBe(expected),
);
