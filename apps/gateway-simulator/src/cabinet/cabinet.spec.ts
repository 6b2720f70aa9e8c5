// Aim: what is done by hand in the bank's cabinet changes an order as gateway.md §5 and §5a say, and is refused as they say.
// Method: real HTTP against a whole bank; what counts is what its status answers and its ledger tell afterwards.
import { aRunningBank, type Json, PATIENT, type RunningBank } from '../running-bank.fixture.js';

let bank: RunningBank;
beforeAll(async () => (bank = await aRunningBank()));
afterAll(() => bank.stop());

const AMOUNT = 1_250_000;
const amounts = (approvedAmount: number, depositedAmount: number, refundedAmount: number) => ({
  approvedAmount,
  depositedAmount,
  refundedAmount,
});
const status = (orderId: unknown) => bank.status({ orderId: String(orderId) });
const act = (path: string, body: Json) => bank.control('POST', path, body);

async function paid(fields: Record<string, string> = {}): Promise<unknown> {
  const { orderId } = await bank.register(fields);
  await bank.pay(orderId);
  return orderId;
}

async function held(): Promise<unknown> {
  const { orderId } = await bank.registerPreAuth();
  await bank.pay(orderId);
  return orderId;
}

describe('a refund', () => {
  it('of a part: status 4, deposited shrinks, refunded grows, approved stays', async () => {
    const orderId = await paid();
    await act('refunds', { orderId, amount: 400_000, externalRefundId: 'RF-1' });
    await act('refunds', { orderId, amount: 250_000 });
    const refund = {
      date: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/) as string,
      referenceNumber: expect.stringMatching(/^\d{12}$/) as string,
      actionCode: '0',
    };
    expect(await status(orderId)).toMatchObject({
      orderStatus: 4,
      actionCode: 0,
      refundedDate: expect.any(Number),
      depositedDate: expect.any(Number),
      refunds: [
        { ...refund, amount: 400_000, externalRefundId: 'RF-1' },
        { ...refund, amount: 250_000 },
      ],
      paymentAmountInfo: { paymentState: 'REFUNDED', ...amounts(AMOUNT, 600_000, 650_000) },
    });
  });

  it('of amount 0, or of none named: all that is left, found by the shop’s number too', async () => {
    const orderId = await paid({ orderNumber: 'PO-all' });
    await act('refunds', { orderId, amount: 1 });
    const order = await act('refunds', { orderNumber: 'PO-all' });
    expect(order).toMatchObject({ status: 4, refunds: [{ amountMinor: 1 }, { amountMinor: AMOUNT - 1 }] });
    expect(await status(orderId)).toHaveProperty('paymentAmountInfo.depositedAmount', 0);
  });

  it('with a name the bank knows changes nothing and succeeds', async () => {
    const orderId = await paid();
    const named = { orderId, amount: 1000, externalRefundId: 'RF-2' };
    const first = await act('refunds', named);
    expect(await act('refunds', named)).toEqual(first);
  });

  it.each([
    ['of an order nobody has paid', async () => (await bank.register()).orderId, 0],
    ['of a hold', held, 0],
    ['of what was given back already', async () => refunded(0), 0],
  ])('%s is impossible', async (_, make, amount) => {
    const text = '409 {"errorCode":"7","message":"Refund is impossible for current transaction state"}';
    await expect(act('refunds', { orderId: await make(), amount })).rejects.toThrow(text);
  });

  const refunded = async (amount: number) => {
    const orderId = await paid();
    await act('refunds', { orderId, amount });
    return orderId;
  };

  it.each([
    ['more than was charged', paid, AMOUNT + 1],
    ['more than is left', () => refunded(1), AMOUNT],
    ['anything of nothing left', () => refunded(0), 1],
  ])('of %s exceeds', async (_, make, amount) => {
    const text = '409 {"errorCode":"7","message":"Refund amount exceeds deposited amount"}';
    await expect(act('refunds', { orderId: await make(), amount })).rejects.toThrow(text);
  });

  it.each([-1, 12.5, '', '-1', '12.5', '1e3', 'all', '1'.repeat(13)])('of %j is invalid', async (amount) => {
    const orderId = await paid();
    const text = '422 {"errorCode":"5","message":"Amount is invalid"}';
    await expect(act('refunds', { orderId, amount })).rejects.toThrow(text);
    expect(await status(orderId)).toHaveProperty('orderStatus', 2);
  });

  it('is no matter of the payer’s page, which says that the order is paid', async () => {
    const { orderId, formUrl } = await bank.register();
    await bank.pay(orderId);
    await act('refunds', { orderId });
    expect(await (await fetch(String(formUrl))).text()).toContain('This order is paid already');
  });

  it('leaves depositedAmount gross for a merchant so set', async () => {
    const orderId = await paid();
    await act('refunds', { orderId, amount: 250_000 });
    const merchant = { ...PATIENT, attempts: 3, currencies: ['KZT'] };
    await bank.control('PUT', 'merchants', { ...merchant, grossDeposit: true });
    expect(await status(orderId)).toMatchObject({ paymentAmountInfo: amounts(AMOUNT, AMOUNT, 250_000) });
    await bank.control('PUT', 'merchants', merchant);
    expect(await status(orderId)).toMatchObject({ paymentAmountInfo: amounts(AMOUNT, 1_000_000, 250_000) });
  });
});

describe('a reversal', () => {
  it.each([
    ['of a hold', held],
    ['of a charge', paid],
  ])('%s: status 3, and nothing of the money is left', async (_, make) => {
    const orderId = await make();
    await act('reversals', { orderId });
    expect(await status(orderId)).toMatchObject({
      orderStatus: 3,
      actionCode: 0,
      reversedDate: expect.any(Number),
      paymentAmountInfo: { paymentState: 'REVERSED', ...amounts(0, 0, 0), totalAmount: 0 },
    });
  });

  it('of anything else is impossible', async () => {
    const refunded = await paid();
    await act('refunds', { orderId: refunded, amount: 1 });
    const reversed = await paid();
    await act('reversals', { orderId: reversed });
    const text = '409 {"errorCode":"7","message":"Reversal is impossible for current transaction state"}';
    for (const orderId of [refunded, reversed, (await bank.register()).orderId])
      await expect(act('reversals', { orderId })).rejects.toThrow(text);
  });
});

describe('a capture', () => {
  it.each([
    ['all of a hold', 0, AMOUNT],
    ['a part of it', 1_000_000, 1_000_000],
  ])('takes %s', async (_, amount, taken) => {
    const orderId = await held();
    await act('captures', { orderId, amount });
    expect(await status(orderId)).toMatchObject({
      orderStatus: 2,
      depositedDate: expect.any(Number),
      paymentAmountInfo: { paymentState: 'DEPOSITED', ...amounts(AMOUNT, taken, 0), totalAmount: taken },
    });
    await expect(act('refunds', { orderId, amount: taken + 1 })).rejects.toThrow('exceeds deposited amount');
  });

  it('is refused above the hold, twice, and of what is no hold', async () => {
    const orderId = await held();
    await expect(act('captures', { orderId, amount: AMOUNT + 1 })).rejects.toThrow(
      '422 {"errorCode":"5","message":"deposited amount is exceeding approved amount"}',
    );
    await act('captures', { orderId });
    const text = '409 {"errorCode":"7","message":"Deposit is impossible for current transaction state"}';
    for (const id of [orderId, (await bank.register()).orderId])
      await expect(act('captures', { orderId: id })).rejects.toThrow(text);
  });
});

describe('a chargeback', () => {
  it('shows in the status until it is withdrawn, and moves no money', async () => {
    const orderId = await paid();
    await act('chargebacks', { orderId });
    expect(await status(orderId)).toMatchObject({
      orderStatus: 2,
      chargeback: true,
      paymentAmountInfo: amounts(AMOUNT, AMOUNT, 0),
    });
    await expect(act('chargebacks', { orderId })).rejects.toThrow('409');
    await act('chargebacks', { orderId, withdrawn: true });
    expect(await status(orderId)).toMatchObject({ chargeback: false });
    await expect(act('chargebacks', { orderId, withdrawn: true })).rejects.toThrow('409');
  });

  it('is possible of a refunded order, and not of an open one', async () => {
    const orderId = await paid();
    await act('refunds', { orderId, amount: 1 });
    expect(await act('chargebacks', { orderId })).toMatchObject({ status: 4, chargeback: true });
    const open = (await bank.register()).orderId;
    const text = '409 {"errorCode":"7","message":"Chargeback is impossible for current transaction state"}';
    await expect(act('chargebacks', { orderId: open })).rejects.toThrow(text);
  });
});

it('knows its orders, and wants one of them named', async () => {
  for (const path of ['refunds', 'reversals', 'captures', 'chargebacks']) {
    const text = '404 {"errorCode":"6","message":"No such order"}';
    await expect(act(path, { orderId: 'nobody' })).rejects.toThrow(text);
    await expect(act(path, {})).rejects.toThrow('400');
    await expect(act(path, { orderId: 'nobody', reason: 'x' })).rejects.toThrow('400');
  }
});

it('is told step by step, and survives a restart', async () => {
  const [charged, reserved] = [await paid(), await held()];
  await act('refunds', { orderId: charged, amount: 1, callback: false });
  await act('chargebacks', { orderId: charged });
  await act('captures', { orderId: reserved, amount: 5 });
  await act('reversals', { orderId: reserved });
  const about = [charged, reserved].map(String);
  const told = async (of: RunningBank) =>
    Promise.all(about.map((id) => of.control<{ entries: Json[] }>('GET', `journal?orderId=${id}`)));
  const [ofCharged, ofReserved] = await told(bank);
  expect(ofCharged!.entries.slice(-2)).toMatchObject([
    { step: null, what: 'refunded', amountMinor: 1, status: 4, quiet: true },
    { step: null, what: 'chargeback' },
  ]);
  expect(ofReserved!.entries.slice(-2)).toMatchObject([
    { step: null, what: 'captured', amountMinor: 5, status: 2 },
    { step: null, what: 'reversed', status: 3 },
  ]);
  const before = await Promise.all(about.map(status));
  const restarted = await aRunningBank(bank.folder);
  expect(await Promise.all(about.map((orderId) => restarted.status({ orderId })))).toEqual(before);
  expect(await told(restarted)).toEqual(await told(bank));
  await restarted.stop();
});
