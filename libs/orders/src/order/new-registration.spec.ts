import { newRegistration } from './new-registration.js';

const NOW = new Date('2026-03-02T10:00:00Z');
const ORDER = {
  id: '00000000-0000-7000-8000-000000000001',
  orderNumber: 'N-1',
  amountMinor: 1000n,
  currency: 'KZT',
  mode: 'hold',
  lifetimeSeconds: 900,
} as const;
const make = () => newRegistration(ORDER, { merchantId: 'm', attempt: 2, now: NOW, callTimeoutMs: 30_000 });

it('is due when whoever sends it must be dead, and counts its send as unaccounted for', () => {
  const deadline = new Date(NOW.getTime() + 40_000);
  expect(make()).toMatchObject({
    state: 'sending',
    sentAt: NOW,
    callDeadline: deadline,
    nextPollAt: deadline,
    phase: 'recovering',
    sendsUnaccounted: 1,
    expiresAt: new Date(NOW.getTime() + 900_000),
  });
});

it('keeps amount, currency, mode and lifetime as they are sent', () => {
  expect(make()).toMatchObject({
    amountMinor: 1000n,
    currency: 'KZT',
    mode: 'hold',
    lifetimeSeconds: 900,
    attempt: 2,
  });
});

it('gives the payer a way back that nobody can guess', () => {
  const tokens = Array.from({ length: 1_000 }, () => make().returnToken);
  expect(new Set(tokens).size).toBe(1_000);
  for (const token of tokens) expect(token).toMatch(/^[\w-]{32}$/);
});
