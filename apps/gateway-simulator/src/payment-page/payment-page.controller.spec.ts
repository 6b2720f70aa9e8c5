// Aim: the page shows what the shop said, harms nobody by it, and closes with its order.
import { aRunningBank, CARD, type RunningBank } from '../running-bank.fixture.js';

let bank: RunningBank;
beforeAll(async () => (bank = await aRunningBank()));
afterAll(() => bank.stop());
afterEach(() => bank.moveClock(0));

async function open(formUrl: unknown): Promise<{ status: number; text: string; policy: string }> {
  const response = await fetch(String(formUrl));
  const policy = response.headers.get('content-security-policy') ?? '';
  return { status: response.status, text: await response.text(), policy };
}

it('shows amount, shop text and form, and lets run only what is its own', async () => {
  const { formUrl } = await bank.register({ description: 'Чай & "мёд" <3', cardholderName: "O'NEIL" });
  const { status, text, policy } = await open(formUrl);
  expect(status).toBe(200);
  for (const shown of [
    '12 500 ₸',
    'Чай &amp; &quot;мёд&quot; &lt;3',
    'value="O&#39;NEIL"',
    'Gateway Simulator',
  ])
    expect(text.replaceAll(/\u00a0|\u202f/g, ' ')).toContain(shown);
  for (const id of ['pan', 'expiry', 'cvc', 'holder', 'pay', 'error']) expect(text).toContain(`id="${id}"`);
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
  expect(policy).toContain("default-src 'none'");
  expect(text).toContain(`<script nonce="${nonce}">`);
  expect(text).not.toMatch(/(src|href)="(https?:)?\/\//);
  expect(text).not.toMatch(/value="\s*undefined/);
});

it('offers the way back only where the shop gave one a browser may follow', async () => {
  const back = { backToShopUrl: 'https://shop.kz/?a=1&b=2', backToShopName: 'Tea & Co' };
  const { formUrl } = await bank.register({ jsonParams: JSON.stringify(back) });
  expect((await open(formUrl)).text).toContain(
    '<a id="back" href="https://shop.kz/?a=1&amp;b=2">Back to Tea &amp; Co</a>',
  );
  const odd = await bank.register({ jsonParams: JSON.stringify({ backToShopUrl: 'data:text/html,x' }) });
  expect((await open(odd.formUrl)).text).not.toContain('id="back"');
});

it.each([
  ['paid', 'is paid already', (orderId: string) => bank.pay(orderId)],
  ['expired', 'time for this payment is over', () => bank.moveClock(1_201_000)],
  ['declined', 'cannot be paid', (orderId: string) => bank.decline({ orderId, orderNumber: 'PO-end' })],
])('says so when the order is %s', async (state, words, end: (orderId: string) => Promise<unknown>) => {
  const orderNumber = state === 'declined' ? 'PO-end' : `PO-${state}`;
  const { orderId, formUrl } = await bank.register({ orderNumber });
  await end(String(orderId));
  const { status, text } = await open(formUrl);
  expect([status, text]).toEqual([200, expect.stringContaining(words)]);
  expect(text).not.toContain('id="pay"');
});

it('knows no other order and no other page', async () => {
  const unknown = await open(`${bank.url}/payment/merchants/payment_en.html?mdOrder=x"><script>`);
  expect([unknown.status, unknown.text]).toEqual([404, expect.stringContaining('no such order')]);
  expect((await open(`${bank.url}/payment/merchants/other.html`)).status).toBe(404);
});

it('works without script: an error on the page again, then a page that goes on to the shop', async () => {
  const { orderId } = await bank.register({ returnUrl: 'https://shop.kz/?a=1' });
  const { $PAN, TEXT } = CARD;
  const post = async ($CVC: string) => {
    const form = { MDORDER: String(orderId), language: 'ru', $PAN, TEXT, expiry: '12/98', $CVC };
    const headers = { accept: 'text/html,*/*', 'content-type': 'application/x-www-form-urlencoded' };
    return (await bank.post('processform.do', form, { headers })).text();
  };
  expect(await post('999')).toMatch(/id="error"[^>]*>Неверные данные карты/);
  const onward = `url=https://shop.kz/?a=1&amp;orderId=${String(orderId)}&amp;lang=ru`;
  expect(await post('123')).toContain(onward);
});
