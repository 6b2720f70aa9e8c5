import { readShopSettings } from './settings.js';

const environment = {
  TOLEM_URL: 'http://127.0.0.1:3000',
  TOLEM_API_KEY: 'usual-key',
  TOLEM_STRICT_API_KEY: 'strict-key',
  DATABASE_URL: 'postgres://127.0.0.1/tolem',
};

describe('the settings of the shop', () => {
  it.each([
    ['127.0.0.1', 'http://127.0.0.1:3001'],
    ['0.0.0.0', 'http://127.0.0.1:3001'],
    ['::', 'http://127.0.0.1:3001'],
    ['::1', 'http://[::1]:3001'],
  ])('listening on %s, payers come back to %s', (LISTEN_ADDRESS, url) => {
    expect(readShopSettings({ ...environment, LISTEN_ADDRESS }).ownUrl).toBe(url);
  });

  it('names what is missing', () => {
    expect(() => readShopSettings({ ...environment, TOLEM_API_KEY: '' })).toThrow('TOLEM_API_KEY is missing');
  });
});
