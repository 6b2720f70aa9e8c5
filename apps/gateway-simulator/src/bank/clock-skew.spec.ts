// Aim: the dates in answers can be off by themselves, while lifetimes go by the clock that Tolem's tests move.
import { aRunningBank, type RunningBank } from '../running-bank.fixture.js';

let bank: RunningBank;
beforeAll(async () => (bank = await aRunningBank()));
afterAll(() => bank.stop());

const MINUTE = 60_000;
const DATES = ['date', 'authDateTime', 'depositedDate', 'refundedDate'] as const;

it.each([20 * MINUTE, -20 * MINUTE])('every date in an answer is %i ms off', async (skewMs) => {
  const { orderId } = await bank.register();
  await bank.pay(orderId);
  await bank.control('POST', 'refunds', { orderId, amount: 1 });
  const told = () => bank.status({ orderId: String(orderId) });
  const before = await told();
  expect(await bank.control('POST', 'clock', { skewMs })).toMatchObject({ skewMs, offsetMs: 0 });
  const after = await told();
  for (const name of DATES) expect(Number(after[name]) - Number(before[name])).toBe(skewMs);
  const [first, second] = [before, after].map(({ refunds }) => (refunds as { date: string }[])[0]!.date);
  expect(Date.parse(`${second}Z`) - Date.parse(`${first}Z`)).toBe(skewMs);
  await bank.control('POST', 'clock', { skewMs: 0 });
});

it('a reversal’s date too', async () => {
  const { orderId } = await bank.register();
  await bank.pay(orderId);
  await bank.control('POST', 'reversals', { orderId });
  const at = Date.now();
  await bank.control('POST', 'clock', { skewMs: 60 * MINUTE });
  const { reversedDate } = await bank.status({ orderId: String(orderId) });
  await bank.control('POST', 'clock', { skewMs: 0 });
  expect(Math.round((Number(reversedDate) - at) / MINUTE)).toBe(60);
});

it('lifetimes know nothing of it, and it survives moves of the clock and a restart', async () => {
  await bank.control('POST', 'clock', { skewMs: 25 * MINUTE });
  const { orderId } = await bank.register({ sessionTimeoutSecs: '1200' });
  const asked = { orderId: String(orderId) };
  expect(await bank.status(asked)).toHaveProperty('orderStatus', 0);
  await bank.moveClock(21 * MINUTE);
  expect(await bank.status(asked)).toHaveProperty('orderStatus', 6);
  await bank.moveClock(0);
  const restarted = await aRunningBank(bank.folder);
  expect(await restarted.control('GET', 'clock')).toMatchObject({ skewMs: 25 * MINUTE, offsetMs: 0 });
  await restarted.stop();
  await bank.control('POST', 'clock', { skewMs: 0 });
  await expect(bank.control('POST', 'clock', {})).rejects.toThrow('400');
});
