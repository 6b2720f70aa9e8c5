import { type Html, html } from '@app/web-page';
import type { Act, Step } from '../steps/step.js';
import type { Texts } from '../texts/texts.js';
import { instantOf } from './when.js';

/** The ten steps as a line of time: what happened, and under it what was sent by it. */
export const tenStepsList = (steps: readonly Step[], texts: Texts): Html =>
  html`<ol id="steps">
    ${steps.map((step) => item(step, texts))}
  </ol>`;

const item = ({ number, sight, at, acts }: Step, texts: Texts): Html => html`
  <li data-step="${number}" data-sight="${sight}">
    <span class="number">${number}</span>
    <div class="head">
      <h3>${texts.steps.titles[number - 1]}</h3>
      ${at !== null && time(at)}
    </div>
    ${acts.map((act, index) => detail(act, `${number}-${index}`, texts))}
    ${sight !== 'seen' && html`<p class="soft">${whyNotSeen(number, sight, texts)}</p>`}
  </li>
`;

const detail = ({ at, deed, from, to, evidence }: Act, key: string, { steps }: Texts): Html => html`
  <details data-key="${key}" data-deed="${deed}">
    <summary>
      <span class="who">${steps.parties[from]}${from !== to && ` → ${steps.parties[to]}`}</span>
      <span class="deed">${steps.deeds[deed]}</span>
      ${time(at)}
    </summary>
    <pre tabindex="0">${evidence}</pre>
  </details>
`;

const time = (at: Date): Html => html`<time datetime="${at.toISOString()}">${instantOf(at)}</time>`;

function whyNotSeen(number: number, sight: Exclude<Step['sight'], 'seen'>, { steps }: Texts): string {
  if (sight === 'begun') return number === 9 ? steps.onTheWay : steps.undecided;
  return sight === 'absent' ? steps.notYet : steps[sight];
}
