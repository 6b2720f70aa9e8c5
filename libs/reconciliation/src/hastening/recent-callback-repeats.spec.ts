// Aim: one repeat soon after is taken too, more of them cost a count, and none is taken for done while it is not. Method: time is
// moved.
import { Logger } from '@nestjs/common';
import { RecentCallbackRepeats } from './recent-callback-repeats.js';

const take = jest.fn<Promise<void>, []>();
const count = jest.fn<Promise<void>, [number]>();
let recent: RecentCallbackRepeats;
const hear = (key = 'one') => recent.once(key, take, count);

beforeEach(() => {
  jest.useFakeTimers();
  recent = new RecentCallbackRepeats();
  take.mockReset().mockResolvedValue();
  count.mockReset().mockResolvedValue();
});
afterEach(() => jest.useRealTimers());

it('takes one and its first repeat, counts the others together, then takes anew', async () => {
  for (let time = 0; time < 5; time += 1) await hear();
  await hear('another');
  expect([take.mock.calls.length, count.mock.calls]).toEqual([3, []]);
  await jest.advanceTimersByTimeAsync(5_000);
  expect(count.mock.calls).toEqual([[3]]);
  await hear();
  expect(take).toHaveBeenCalledTimes(4);
});

it('takes a repeat anew whose taking failed, and fails those that waited for it', async () => {
  await hear();
  take.mockRejectedValueOnce(new Error('The database is away'));
  const outcomes = await Promise.allSettled([hear(), hear()]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await hear();
  expect(take).toHaveBeenCalledTimes(3);
});

it('lets repeats wait for the one that is being taken, and fail with it', async () => {
  let refuse!: (error: Error) => void;
  take.mockReturnValueOnce(new Promise((_resolve, reject) => (refuse = reject)));
  const outcomes = Promise.allSettled([hear(), hear()]);
  refuse(new Error('The database is away'));
  expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await hear();
  expect(take).toHaveBeenCalledTimes(2);
  await jest.advanceTimersByTimeAsync(5_000);
  expect(count).not.toHaveBeenCalled();
});

it('counts before the process ends, and outlives a count that fails', async () => {
  const warn = jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
  for (let time = 0; time < 3; time += 1) await hear();
  count.mockRejectedValueOnce(new Error('The database is away'));
  await recent.beforeApplicationShutdown();
  expect(count.mock.calls).toEqual([[1]]);
  expect(warn).toHaveBeenCalledTimes(1);
  await jest.advanceTimersByTimeAsync(5_000);
  expect(count).toHaveBeenCalledTimes(1);
  warn.mockRestore();
});
