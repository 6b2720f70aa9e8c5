// Aim: an order in each situation of gateway.md §3 answers as its example there does.
// Method: live the situation, ask, and compare with the example, names, types and order of fields included.
import { aRunningBank, type Json, type RunningBank, STRICT } from './running-bank.fixture.js';

const MADE = 1764057600000;
const CARD_SEEN = { maskedPan: '444455**3333', expiration: '202612', cardholderName: 'TEST CARDHOLDER' };
const IN_2026 = { YYYY: '2026', MM: '12' };
const UNCHARGED = { feeAmount: 0, totalAmount: 0 };
const NOTHING = { approvedAmount: 0, depositedAmount: 0, refundedAmount: 0, ...UNCHARGED };
const ALL = { approvedAmount: 1250000, depositedAmount: 1250000, refundedAmount: 0 };
const NO_BANK = { bankCountryCode: 'UNKNOWN', bankCountryName: 'Unknown' };

let bank: RunningBank;
beforeAll(async () => (bank = await aRunningBank()));
afterAll(() => bank.stop());
beforeEach(() => bank.moveClock(MADE - Date.now()));

const strict = { userName: STRICT.login, password: STRICT.password };

it('A: registered, nobody paid yet', async () => {
  await bank.register({ orderNumber: 'PO-000101', description: 'Order PO-000101' });
  expectAnswer(await bank.status({ orderNumber: 'PO-000101' }), {
    ...head('PO-000101', 0, -100, ''),
    orderDescription: 'Order PO-000101',
    merchantOrderParams: [],
    transactionAttributes: [],
    attributes: [{ name: 'mdOrder', value: expect.any(String) }],
    terminalId: '23900101',
    paymentAmountInfo: { paymentState: 'CREATED', ...NOTHING },
    bankInfo: NO_BANK,
  });
});

it('B: one attempt failed, order still open', async () => {
  const { orderId } = await bank.register({ orderNumber: 'PO-000102', ip: '203.0.113.7' });
  await bank.pay(orderId, { ...IN_2026, $CVC: '999' });
  expectAnswer(await bank.status({ orderNumber: 'PO-000102' }), {
    ...head('PO-000102', 0, 71015, 'Wrong card data: check number, expiry and CVC'),
    ip: '203.0.113.7',
    merchantOrderParams: [],
    attributes: [{ name: 'mdOrder', value: orderId }],
    cardAuthInfo: { ...CARD_SEEN, pan: '444455**3333' },
    authDateTime: expect.any(Number),
    terminalId: '23900101',
    paymentAmountInfo: { paymentState: 'CREATED', ...NOTHING },
  });
});

it('C: paid, one-phase (without 3-D Secure, so without threeDSInfo)', async () => {
  const { orderId } = await bank.register({
    orderNumber: 'PO-000103',
    ip: '203.0.113.7',
    description: 'Order PO-000103',
  });
  await bank.pay(orderId, IN_2026);
  expectAnswer(await bank.status({ orderNumber: 'PO-000103' }), {
    ...head('PO-000103', 2, 0, ''),
    depositedDate: expect.any(Number),
    orderDescription: 'Order PO-000103',
    ip: '203.0.113.7',
    merchantOrderParams: [],
    transactionAttributes: [],
    attributes: [{ name: 'mdOrder', value: orderId }],
    cardAuthInfo: {
      ...CARD_SEEN,
      approvalCode: expect.stringMatching(/^\d{6}$/),
      pan: '444455**3333',
      paymentSystem: 'VISA',
      product: '',
      secureAuthInfo: { eci: 7 },
    },
    bindingInfo: { clientId: '', bindingId: '' },
    authDateTime: expect.any(Number),
    terminalId: '23900101',
    authRefNum: expect.stringMatching(/^\d{12}$/),
    paymentWay: 'CARD',
    chargeback: false,
    paymentAmountInfo: { paymentState: 'DEPOSITED', ...ALL, feeAmount: 0, totalAmount: 1250000 },
    bankInfo: { bankName: 'TEST BANK', bankCountryCode: 'KZ', bankCountryName: 'Kazakhstan' },
  });
});

it('C with 3-D Secure: the scheme’s mark and the transaction of it', async () => {
  const { orderId } = await bank.register({ orderNumber: 'PO-3ds' });
  await bank.pay(orderId, { ...IN_2026, $PAN: '4111111111111111' });
  expect(await bank.status({ orderNumber: 'PO-3ds' })).toHaveProperty('cardAuthInfo.secureAuthInfo', {
    eci: 5,
    threeDSInfo: { xid: expect.stringMatching(/^[\w+/]{27}=$/) },
  });
});

it('status 5: a payer at 3-D Secure; of the attempt nothing is known but the card', async () => {
  const { orderId } = await bank.register({ orderNumber: 'PO-away', ip: '203.0.113.7' });
  await bank.pay(orderId, { ...IN_2026, $PAN: '5555555555555599' });
  expectAnswer(await bank.status({ orderNumber: 'PO-away' }), {
    ...head('PO-away', 5, -9000, 'Payment attempt has been started'),
    ip: '203.0.113.7',
    merchantOrderParams: [],
    attributes: [{ name: 'mdOrder', value: orderId }],
    cardAuthInfo: { ...CARD_SEEN, maskedPan: '555555**5599', pan: '555555**5599' },
    terminalId: '23900101',
    paymentAmountInfo: { paymentState: 'CREATED', ...NOTHING },
  });
});

it('D: finally declined', async () => {
  const { orderId } = await bank.register({ ...strict, orderNumber: 'PO-000104', ip: '203.0.113.7' });
  await bank.pay(orderId, { ...IN_2026, $CVC: '000' });
  expectAnswer(await bank.status({ orderNumber: 'PO-000104' }, STRICT), {
    ...head('PO-000104', 6, 71015, 'Wrong card data: check number, expiry and CVC'),
    ip: '203.0.113.7',
    merchantOrderParams: [],
    attributes: [{ name: 'mdOrder', value: orderId }],
    cardAuthInfo: { ...CARD_SEEN, pan: '444455**3333' },
    authDateTime: expect.any(Number),
    terminalId: '23900101',
    paymentAmountInfo: { paymentState: 'DECLINED', ...NOTHING },
  });
});

it('E: life time over, nothing paid', async () => {
  const { orderId } = await bank.register({ orderNumber: 'PO-000105', description: '' });
  await bank.moveClock(MADE - Date.now() + 1_260_000);
  expectAnswer(await bank.status({ orderNumber: 'PO-000105' }), {
    ...head('PO-000105', 6, -2007, 'Payment time is over'),
    orderDescription: '',
    merchantOrderParams: [],
    attributes: [{ name: 'mdOrder', value: orderId }],
    terminalId: '23900101',
    paymentAmountInfo: { paymentState: 'DECLINED', ...NOTHING },
    bankInfo: NO_BANK,
  });
});

it('F: hold placed, not captured', async () => {
  const { orderId } = await bank.registerPreAuth({ orderNumber: 'PO-000106', ip: '203.0.113.7' });
  await bank.pay(orderId, IN_2026);
  expectAnswer(await bank.status({ orderNumber: 'PO-000106' }), {
    ...head('PO-000106', 1, 0, ''),
    ip: '203.0.113.7',
    merchantOrderParams: [],
    attributes: [{ name: 'mdOrder', value: orderId }],
    cardAuthInfo: { ...CARD_SEEN, approvalCode: expect.stringMatching(/^\d{6}$/), pan: '444455**3333' },
    authDateTime: expect.any(Number),
    terminalId: '23900101',
    authRefNum: expect.stringMatching(/^\d{12}$/),
    paymentAmountInfo: { paymentState: 'APPROVED', ...NOTHING, approvedAmount: 1250000 },
  });
});

it('H: unknown order, also if it is another merchant’s', async () => {
  await bank.register({ orderNumber: 'PO-another' });
  const notFound = {
    errorCode: '6',
    errorMessage: 'Order not found',
    merchantOrderParams: [],
    attributes: [],
  };
  expectAnswer(await bank.status({ orderNumber: 'PO-nobody' }), notFound);
  expectAnswer(await bank.status({ orderNumber: 'PO-another' }, STRICT), notFound);
});

function head(orderNumber: string, orderStatus: number, actionCode: number, actionCodeDescription: string) {
  return {
    errorCode: '0',
    errorMessage: 'Success',
    orderNumber,
    orderStatus,
    actionCode,
    actionCodeDescription,
    amount: 1250000,
    currency: '398',
    date: expect.any(Number) as number,
  };
}

function expectAnswer(answer: Json, example: Json): void {
  expect(answer).toEqual(example);
  expect(Object.keys(answer)).toEqual(Object.keys(example));
}
