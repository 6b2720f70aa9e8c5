// Aim: two pages of one order that could both be paid are never overlooked, and nothing else is called a violation.
import { aRunningBank, aTolemOrder, type RunningBank, STRICT, until } from '../running-bank.fixture.js';

let bank: RunningBank;
beforeEach(async () => (bank = await aRunningBank()));
afterEach(() => bank.stop());

const AGAIN = aTolemOrder('T-1');

it('counts a second registration while the first page can be paid', async () => {
  const first = await bank.register(AGAIN);
  const second = await bank.register(AGAIN);
  expect(await bank.violations()).toEqual([
    { tolemOrder: 'T-1', orderIds: [first.orderId, second.orderId], at: expect.any(Number) },
  ]);
});

it('counts a second registration while a payer of the first is at 3-D Secure', async () => {
  const first = await bank.register(AGAIN);
  await bank.pay(first.orderId, { $PAN: '5555555555555599' });
  const second = await bank.register(AGAIN);
  expect(await bank.violations()).toMatchObject([{ orderIds: [first.orderId, second.orderId] }]);
});

it.each([
  ['declined', (orderId: string) => bank.decline({ orderId, orderNumber: 'PO-first' })],
  ['paid', (orderId: string) => bank.pay(orderId)],
  ['expired', () => bank.moveClock(1_201_000)],
])('counts none after the first was %s', async (_, end: (orderId: string) => Promise<unknown>) => {
  const first = await bank.register({ orderNumber: 'PO-first', ...AGAIN });
  await end(String(first.orderId));
  await bank.register(AGAIN);
  expect(await bank.violations()).toEqual([]);
});

it('counts none if nobody was given the first page', async () => {
  await bank.fault({ endpoint: 'register.do', fault: 'cut', when: 'after' });
  await expect(bank.register(AGAIN)).rejects.toThrow('fetch failed');
  await bank.register(AGAIN);
  expect(await bank.violations()).toEqual([]);
});

it('counts one if the first page is given out after the second', async () => {
  const id = await bank.fault({ endpoint: 'register.do', fault: 'hold', when: 'after' });
  const held = bank.register(AGAIN);
  await until(async () => (await bank.control<{ waiting: number }[]>('GET', 'faults'))[0]?.waiting === 1);
  const second = await bank.register(AGAIN);
  expect(await bank.violations()).toEqual([]);
  await bank.control('POST', `faults/${id}/release`);
  const first = await held;
  await until(async () => (await bank.violations()).length > 0);
  expect(await bank.violations()).toMatchObject([{ orderIds: [second.orderId, first.orderId] }]);
});

it('does not mix up merchants, orders, or orders that are not Tolem’s', async () => {
  await bank.register(AGAIN);
  await bank.register({ ...AGAIN, userName: STRICT.login, password: STRICT.password });
  await bank.register(aTolemOrder('T-2'));
  await bank.register();
  await bank.register();
  expect(await bank.violations()).toEqual([]);
});
