import { queryOf, type Visit } from './visit.js';
import type { WaitingTexts } from './waiting-texts.js';

/** From when on the payer is offered the way back, and from when on the page says that it takes long. */
export const LATE_MS = 20_000;
export const LONG_MS = 60_000;

type Going = Readonly<{ token: string; visit: Visit; waitedMs: number; texts: WaitingTexts }>;

/** What may stand in a script as it is: the token is base64url, and a text cannot end the script. */
const inScript = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');

/** Asks every second, shows what is true by then, and goes on once it is decided. */
export const goOn = ({ token, visit, waitedMs, texts }: Going): string => `
  const url = ${inScript(`/pay/status/${token}?${queryOf(visit)}`)};
  const titles = ${inScript(texts.titles)};
  const started = Date.now() - ${waitedMs};
  const show = (id, isShown) => {
    const part = document.getElementById(id);
    if (part && part.hidden === isShown) part.hidden = !isShown;
  };
  const render = (payable) => {
    const waited = Date.now() - started;
    const stage = waited < ${LATE_MS} ? 0 : waited < ${LONG_MS} ? 1 : 2;
    if (document.title !== titles[stage])
      document.title = document.querySelector('h1').textContent = titles[stage];
    show('wait', stage === 0);
    show('unpaid', stage === 1 && payable);
    show('no-answer', stage === 1 && !payable);
    show('long', stage === 2);
    show('choices', stage > 0);
    show('pay', payable);
  };
  // While the bank is being asked once more, what it said before may stand for a moment.
  let unsure = 9;
  const ask = async () => {
    unsure += 1;
    try {
      const answer = await (await fetch(url, { signal: AbortSignal.timeout(10000) })).json();
      if (answer.decided) {
        document.title = ${inScript(texts.decided)};
        return location.replace(answer.location);
      }
      if (answer.payable) unsure = 0;
    } catch {}
    render(unsure < 4);
    setTimeout(ask, 1000);
  };
  ask();`;
