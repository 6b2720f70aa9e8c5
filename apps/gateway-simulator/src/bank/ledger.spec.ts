// Aim: what anybody was told survives kill -9.
// Method: start a second bank on the folder of one that was never told to stop, or whose last line is torn.
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aRunningBank, aTolemOrder, type RunningBank } from '../running-bank.fixture.js';
import { nameOf } from './single-writer.js';

const banks: RunningBank[] = [];
afterEach(() => Promise.all(banks.splice(0).map((bank) => bank.stop())));

async function start(folder?: string): Promise<RunningBank> {
  const bank = await aRunningBank(folder);
  banks.push(bank);
  return bank;
}

it('keeps orders, merchants, clock and violations', async () => {
  const killed = await start();
  const merchant = { login: 'late-api', password: 'x', attempts: 1, currencies: ['USD'] };
  await killed.control('PUT', 'merchants', merchant);
  await killed.moveClock(5_000);
  const { orderId } = await killed.register(aTolemOrder('T-1'));
  await killed.register(aTolemOrder('T-1'));
  await killed.pay(orderId);
  const restarted = await start(killed.folder);
  expect(await restarted.control('GET', `orders/${String(orderId)}`)).toMatchObject({
    status: 2,
    formUrlDelivered: true,
  });
  expect(await restarted.violations()).toEqual(await killed.violations());
  expect(await restarted.control('GET', 'clock')).toHaveProperty('offsetMs', 5_000);
  const late = { userName: 'late-api', password: 'x', currency: '840' };
  expect(await restarted.register(late)).toHaveProperty('formUrl');
});

it('reads what a bank from before two stages wrote', async () => {
  const first = await start();
  const { orderId } = await first.register();
  const merchant = { login: 'old-api', password: 'x', attempts: 1, currencies: ['KZT'] };
  const path = join(first.folder, 'ledger.jsonl');
  const { order } = JSON.parse(readFileSync(path, 'utf8').trim().split('\n').at(-1)!) as { order: object };
  const old = { ...order, twoStage: undefined, expiryCode: undefined };
  writeFileSync(path, [{ order: old }, { merchant }].map((line) => `${JSON.stringify(line)}\n`).join(''));
  const restarted = await start(first.folder);
  expect(await restarted.register({ userName: 'old-api', password: 'x' })).toHaveProperty('formUrl');
  expect(await restarted.pay(orderId)).toHaveProperty('redirect');
  expect(await restarted.control('GET', `orders/${String(orderId)}`)).toMatchObject({ status: 2 });
});

it('keeps a number taken', async () => {
  const killed = await start();
  await killed.register({ orderNumber: 'PO-kept' });
  const restarted = await start(killed.folder);
  expect(await restarted.register({ orderNumber: 'PO-kept' })).toHaveProperty('errorCode', '1');
});

it('tolerates a torn last line, and only writes whole lines after it', async () => {
  const killed = await start();
  const { orderId } = await killed.register();
  const journal = join(killed.folder, 'ledger.jsonl');
  appendFileSync(journal, '{"order":{"orderId":"to');
  const restarted = await start(killed.folder);
  const second = await restarted.register();
  const again = await start(killed.folder);
  const orders = await again.control<{ orderId: string }[]>('GET', 'orders');
  expect(orders.map((order) => order.orderId)).toEqual([second.orderId, orderId]);
});

it('is compacted at the start', async () => {
  const first = await start();
  const { orderId } = await first.register();
  await first.pay(orderId, { $CVC: '999' });
  await first.pay(orderId);
  await start(first.folder);
  const lines = readFileSync(join(first.folder, 'ledger.jsonl'), 'utf8').trim().split('\n');
  expect(lines.filter((line) => line.includes(String(orderId)))).toHaveLength(1);
});

it('has one writer: a living process keeps another out, a dead one does not', async () => {
  const { folder } = await start();
  const writer = join(folder, 'writer');
  writeFileSync(writer, nameOf(process.ppid));
  await expect(aRunningBank(folder)).rejects.toThrow('SIMULATOR_DATA');
  writeFileSync(writer, `${process.ppid} 1`);
  await start(folder);
});
