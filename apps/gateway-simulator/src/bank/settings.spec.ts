import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSimulatorSettings } from './settings.js';

const folder = mkdtempSync(join(tmpdir(), 'bank-'));
const file = join(folder, 'bank.yaml');
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const env = { SIMULATOR_DATA: '/data', SIMULATOR_CONFIG: file };

it('reads merchants, with comfort where the file says nothing', () => {
  writeFileSync(file, 'merchants: [{login: a-api, password: p, attempts: 1, currencies: [KZT]}]');
  expect(readSimulatorSettings(env)).toMatchObject({
    port: 3002,
    address: '127.0.0.1',
    dataFolder: '/data',
    merchants: [{ login: 'a-api', defaultLifetimeSeconds: 1200, language: 'en', expiryCode: -2007 }],
  });
});

it.each([
  ['SIMULATOR_DATA is missing', { SIMULATOR_DATA: '' }],
  ['SIMULATOR_CONFIG is missing', { SIMULATOR_CONFIG: '' }],
  ['SIMULATOR_CONFIG names a file that cannot be used (ENOENT)', { SIMULATOR_CONFIG: '/nowhere' }],
  ['NODE_ENV is production', { NODE_ENV: 'production' }],
  ['SIMULATOR_PUBLIC_URL is not the http(s) address', { SIMULATOR_PUBLIC_URL: 'bank.example' }],
  ['SIMULATOR_PUBLIC_URL is not the http(s) address', { SIMULATOR_PUBLIC_URL: 'https://bank.example/x' }],
  ['SIMULATOR_PUBLIC_URL is not the http(s) address', { SIMULATOR_PUBLIC_URL: 'ftp://bank.example' }],
  ['SIMULATOR_PORT is not valid', { SIMULATOR_PORT: 'x' }],
])('stops with "%s"', (message, more) => {
  expect(() => readSimulatorSettings({ ...env, ...more })).toThrow(message);
});

it('takes the address payers reach it by, with or without a slash', () => {
  writeFileSync(file, 'merchants: []');
  for (const SIMULATOR_PUBLIC_URL of ['http://localhost:3002', 'http://localhost:3002/'])
    expect(readSimulatorSettings({ ...env, SIMULATOR_PUBLIC_URL }).publicUrl).toBe('http://localhost:3002');
});

it('names a wrong setting of the file and not its value', () => {
  writeFileSync(file, 'merchants: [{login: a-api, password: [secret], attempts: 1, currencies: [KZT]}]');
  expect(() => readSimulatorSettings(env)).toThrow('SIMULATOR_CONFIG: merchants.0.password is not valid');
});
