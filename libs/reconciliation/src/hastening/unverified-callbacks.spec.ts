// Aim: a flood of forgeries costs neither memory nor log, and is counted all the same.
import { type BankCallback, readCallback } from '@app/gateway';
import type { UnverifiedCallbacksRepository } from '@app/orders';
import { Logger } from '@nestjs/common';
import { UnverifiedCallbacks } from './unverified-callbacks.js';

const callback = (orderNumber: string): BankCallback =>
  readCallback(`mdOrder=m&orderNumber=${orderNumber}&operation=${'d'.repeat(1_000)}&status=1`)!;

let lines: { merchantId: string; why: string; times: number }[];
let rows: { merchantId: string; why: string; times: number; samples: { orderNumber?: string }[] }[];
let unverified: UnverifiedCallbacks;
let add: (...row: Parameters<UnverifiedCallbacksRepository['add']>) => Promise<void>;

beforeEach(() => {
  jest.useFakeTimers();
  [lines, rows] = [[], []];
  add = async (merchantId, why, { times, samples }) =>
    void rows.push({ merchantId, why, times, samples: [...samples] });
  jest.spyOn(Logger.prototype, 'warn').mockImplementation((said) => {
    if (typeof said === 'object') lines.push(said);
  });
  const repository = {
    add: (...row: Parameters<typeof add>) => add(...row),
    removeOld: async () => undefined,
  };
  unverified = new UnverifiedCallbacks(repository as unknown as UnverifiedCallbacksRepository);
});
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

const note = (times: number): void => {
  for (let at = 0; at < times; at += 1) unverified.note('main', 'wrong checksum', callback(`N-${at}`));
};

it('counts all in one write, with the latest hundred, cut short', async () => {
  note(1_500);
  unverified.note('other', 'unreadable');
  await jest.advanceTimersByTimeAsync(5_000);
  expect(rows).toMatchObject([
    { merchantId: 'main', why: 'wrong checksum', times: 1_500 },
    { merchantId: 'other', why: 'unreadable', times: 1, samples: [{ at: expect.any(Date) }] },
  ]);
  expect(rows[0]!.samples).toHaveLength(100);
  expect(rows[0]!.samples[0]).toMatchObject({ orderNumber: 'N-1499', operation: 'd'.repeat(64) });
  await jest.advanceTimersByTimeAsync(60_000);
  expect(rows).toHaveLength(2);
});

it('keeps no card and no mail that somebody wrote into it', async () => {
  unverified.note('main', 'wrong checksum', callback('4444555511113333'));
  unverified.note('main', 'wrong checksum', callback('ann@example.kz'));
  await unverified.flush();
  expect(JSON.stringify(rows)).not.toMatch(/4444555511113333|ann@/);
});

it('says so at the start, and once a minute while they come', async () => {
  note(10);
  expect(lines).toEqual([{ merchantId: 'main', why: 'wrong checksum', times: 1 }]);
  await jest.advanceTimersByTimeAsync(30_000);
  note(5);
  expect(lines).toHaveLength(1);
  await jest.advanceTimersByTimeAsync(30_000);
  expect(lines.map(({ times }) => times)).toEqual([1, 14]);
  await jest.advanceTimersByTimeAsync(600_000);
  expect(lines).toHaveLength(2);
  note(1);
  expect(lines).toHaveLength(3);
});

it('forgets none that could not be written down', async () => {
  const working = add;
  add = () => Promise.reject(new Error('gone'));
  note(3);
  await unverified.flush();
  note(150);
  add = working;
  await unverified.beforeApplicationShutdown();
  expect(rows).toMatchObject([{ times: 153 }]);
  expect(rows[0]!.samples).toHaveLength(100);
});
