// Aim: an address means one host to every program that reads it, and is handed on as it was understood.
import { isAmongHosts, isPlainHttp, readHost, readWebAddress } from './web-address.js';

const read = (text: string) => {
  const address = readWebAddress(text);
  return 'fault' in address ? null : address.href;
};

describe('an address', () => {
  it.each([
    ['a backslash before a user', 'https://bank.example\\@evil.example/'],
    ['a backslash for a slash', 'https:\\\\bank.example/'],
    ['a user', 'https://bank.example@evil.example/'],
    ['a user and a password', 'https://user:secret@bank.example/'],
    ['an empty user', 'https://@bank.example/'],
    ['an empty user and password', 'https://:@bank.example/'],
    ['a tab', 'https://bank\t.example/'],
    ['a line break', 'https://bank.example/\n'],
    ['a blank before it', ' https://bank.example/'],
    ['a NUL', 'https://bank.example/\0'],
    ['a control character', 'https://bank.example/\x85'],
    ['half a surrogate pair', 'https://bank.example/\ud800'],
    ['one slash', 'https:/bank.example/'],
    ['no slash', 'https:bank.example/'],
    ['three slashes', 'https:///bank.example/'],
    ['no host', 'https://'],
    ['a port that is none', 'https://bank.example:99999/'],
    ['no scheme', '//bank.example/'],
    ['another scheme', 'ftp://bank.example/'],
    ['a script', 'javascript:alert(1)//bank.example'],
    ['nothing', ''],
  ])('with %s is refused', (_what, text) => {
    expect(read(text)).toBeNull();
  });

  it.each([
    ['https://bank.example', 'https://bank.example/'],
    ['HTTPS://Bank.Example:443/A?b=C', 'https://bank.example/A?b=C'],
    ['https://bank.example./a', 'https://bank.example/a'],
    ['https://дүкен.kz/төлем', 'https://xn--d1acon18c.kz/%D1%82%D3%A9%D0%BB%D0%B5%D0%BC'],
    ['https://bank.example/a@b?c=d@e#@', 'https://bank.example/a@b?c=d@e#@'],
    ['http://127.1/', 'http://127.0.0.1/'],
    ['https://bank.example/a/../b', 'https://bank.example/b'],
  ])('%s is handed on as %s', (text, href) => {
    expect(read(text)).toBe(href);
  });
});

it.each([
  ['Bank.Example', 'bank.example'],
  ['bank.example.', 'bank.example'],
  ['bank.example:443', 'bank.example'],
  ['bank.example:8443', 'bank.example:8443'],
  ['дүкен.kz', 'xn--d1acon18c.kz'],
  ['[::1]:3002', '[::1]:3002'],
  ['bank.example/pay', null],
  ['https://bank.example', null],
  ['user@bank.example', null],
  ['bank.example\\', null],
  ['bank example', null],
  ['', null],
])('the host %s of a configuration is %s', (text, host) => {
  expect(readHost(text)).toBe(host);
});

it.each([
  ['https://bank.example/', ['bank.example'], true],
  ['http://bank.example/', ['bank.example:80'], true],
  ['https://bank.example:8443/', ['bank.example:8443'], true],
  ['https://bank.example:8443/', ['bank.example'], false],
  ['https://bank.example/', ['bank.example:8443'], false],
  ['https://a.bank.example/', ['bank.example'], false],
])('%s is on one of %j: %p', (text, hosts, among) => {
  expect(isAmongHosts(new URL(text), hosts)).toBe(among);
});

it.each([
  ['https://bank.example/', false],
  ['http://bank.example/', true],
  ['http://localhost:3002/', false],
  ['http://127.0.0.1/', false],
  ['http://[::1]:1/', false],
  ['http://127.0.0.1.evil.example/', true],
])('%s is neither encrypted nor on this machine: %p', (text, plain) => {
  expect(isPlainHttp(new URL(text))).toBe(plain);
});
