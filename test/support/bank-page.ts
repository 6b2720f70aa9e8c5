/** What a payer types into the bank's page; what is not given is the card that pays. */
export type Card = Readonly<{ pan?: string; cvc?: string; expiry?: string }>;

/** Where a form of the bank took the payer: on to Tolem, to his card's own bank, or to a page with words on it. */
export type Step = Readonly<{ onward?: string; acs?: string; text: string }>;

/** The bank's pages of one order, in a browser that runs no scripts: forms are posted with the fields they have. */
export class BankPage {
  constructor(private readonly url: string) {}

  /** What the page shows now, followed to wherever it leads. */
  async read(): Promise<string> {
    return (await fetch(this.url)).text();
  }

  /** `tab` is the page as it was when it was opened; else it is opened now. */
  async pay(card: Card = {}, tab?: string): Promise<Step> {
    const { pan = '4444 5555 1111 3333', cvc = '123', expiry = '12/99' } = card;
    return this.post(tab ?? (await this.read()), 'processform.do', { $PAN: pan, $CVC: cvc, expiry });
  }

  /** Presses the button of a wallet, and confirms on the phone. */
  async payWith(way: 'APPLE_PAY' | 'GOOGLE_PAY'): Promise<Step> {
    const form = formFor('wallet.html', await this.read());
    const sheet = await fetch(new URL(`${form.action}?${form.fields({ way }).toString()}`, this.url));
    return this.post(await sheet.text(), 'wallet.do', {});
  }

  /** Types a code at the payer's own bank, or presses one of its test buttons. */
  async prove(acs: string, proof: Readonly<{ code: string }> | 'success' | 'fail' | 'cancel'): Promise<Step> {
    const page = await (await fetch(acs)).text();
    return this.post(page, 'acs.do', typeof proof === 'string' ? { proof } : { ...proof, proof: 'code' });
  }

  private async post(page: string, action: string, typed: Record<string, string>): Promise<Step> {
    const form = formFor(action, page);
    const answer = await fetch(new URL(form.action, this.url), {
      method: 'POST',
      redirect: 'manual',
      headers: { accept: 'text/html,*/*' },
      body: form.fields(typed),
    });
    return this.stepOf(answer);
  }

  private async stepOf(answer: Response): Promise<Step> {
    const location = answer.headers.get('location');
    if (location === null) {
      const text = await answer.text();
      const onward = /id="onward" href="([^"]+)"/.exec(text)?.[1];
      return { text, ...(onward && { onward: unescaped(onward) }) };
    }
    const next = new URL(location, this.url).href;
    const isAcs = next.includes('/payment/acs.html');
    return { text: await (await fetch(next)).text(), ...(isAcs && { acs: next }) };
  }
}

/** The form of a page that goes to such an address, with the fields that are filled in already. */
function formFor(address: string, page: string) {
  const forms = [...page.matchAll(/<form[^>]*action="([^"]*)"[\s\S]*?<\/form>/g)];
  const form = forms.find(([, action]) => action!.endsWith(`/${address}`));
  if (!form) throw new Error(`There is no form for ${address} on this page:\n${page}`);
  const hidden = [...form[0].matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
    ([, name, value]): [string, string] => [name!, unescaped(value!)],
  );
  return {
    action: form[1]!,
    fields: (typed: Record<string, string>) => new URLSearchParams([...hidden, ...Object.entries(typed)]),
  };
}

const unescaped = (text: string): string => text.replaceAll('&amp;', '&');
