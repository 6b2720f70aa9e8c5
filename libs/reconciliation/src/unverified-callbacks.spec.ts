// Aim: a flood of forgeries costs neither memory nor log, and is counted all the same.
import { Logger } from '@nestjs/common';
import { UnverifiedCallbacks } from './unverified-callbacks.js';

it('counts all, remembers a hundred and says so at 1, 10, 100 …', () => {
  const warn = jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
  const unverified = new UnverifiedCallbacks();
  for (let at = 0; at < 1_500; at += 1)
    unverified.note('main', 'wrong checksum', {
      gatewayOrderNumber: `N-${at}`,
      operation: 'd'.repeat(1_000),
    });
  unverified.note('other', 'not a callback');
  const { times, latest } = unverified.of('main');
  expect(times).toBe(1_500);
  expect(latest).toHaveLength(100);
  expect(latest.at(-1)).toMatchObject({ gatewayOrderNumber: 'N-1499', operation: 'd'.repeat(64) });
  expect(unverified.of('other')).toMatchObject({ times: 1, latest: [{ why: 'not a callback' }] });
  expect(unverified.of('nobody')).toEqual({ times: 0, latest: [] });
  expect(warn.mock.calls.map(([said]) => said.times)).toEqual([1, 10, 100, 1_000, 1]);
  warn.mockRestore();
});
