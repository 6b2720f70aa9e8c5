import type { Addresses } from './npm-start.js';

export type Purchase = Readonly<{
  /** The shop's number, Tolem's id and the bank's. */
  number: string;
  id: string;
  gatewayOrderId: string;
  returnUrl: string;
}>;

/** Somebody who buys at the demo shop with a browser that runs no scripts. */
export class Payer {
  constructor(private readonly at: Addresses) {}

  /** Clicks "buy" and lands on the bank's page. */
  async buy(): Promise<Purchase> {
    const bought = await fetch(`${this.at.demoShop}/buy`, {
      method: 'POST',
      body: new URLSearchParams({ product: 'dombyra' }),
      redirect: 'manual',
    });
    const page = new URL(bought.headers.get('location') ?? '/none', this.at.demoShop);
    const gatewayOrderId = page.searchParams.get('mdOrder');
    if (bought.status !== 303 || page.origin !== this.at.simulator || !gatewayOrderId)
      throw new Error(`"Buy" led to ${page.href} (${bought.status}): ${await bought.text()}`);
    const shown = await fetch(page);
    if (!shown.ok) throw new Error(`The bank's page answers ${shown.status}`);
    const { params, returnUrl } = await json(
      await fetch(`${this.at.simulator}/control/orders/${gatewayOrderId}`),
    );
    const { orderNumber } = await this.atTolem(params.tolemOrder);
    return { number: orderNumber, id: params.tolemOrder, gatewayOrderId, returnUrl };
  }

  async pay({ gatewayOrderId }: Purchase): Promise<void> {
    await json(
      await fetch(`${this.at.simulator}/control/pay`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ orderId: gatewayOrderId }),
      }),
    );
  }

  /** Follows the bank's redirect to Tolem, and says where that sends on to; null is the waiting page. */
  async comeBack({ returnUrl, gatewayOrderId }: Purchase): Promise<string | null> {
    const answer = await fetch(`${returnUrl}?orderId=${gatewayOrderId}&lang=en`, { redirect: 'manual' });
    if (answer.status !== 303 && answer.status !== 200)
      throw new Error(`The return answers ${answer.status}: ${await answer.text()}`);
    return answer.headers.get('location');
  }

  /** The word on the shop's page. */
  async stateOnPage({ number }: Purchase): Promise<string | undefined> {
    const page = await (await fetch(`${this.at.demoShop}/orders/${number}`)).text();
    return /id="state"[^>]*data-state="(\w+)"/.exec(page)?.[1];
  }

  /** The order as Tolem tells it the shop. */
  async atTolem(id: string): Promise<Record<string, any>> {
    const headers = { authorization: `Bearer ${this.at.apiKey}` };
    return json(await fetch(`${this.at.api}/v1/orders/${id}`, { headers }));
  }
}

async function json(answer: Response): Promise<Record<string, any>> {
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${answer.url} answers ${answer.status}: ${text}`);
  return JSON.parse(text) as Record<string, any>;
}
