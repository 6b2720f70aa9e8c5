import { type Html, html } from '@app/web-page';

/** The parts that the forms of the control page are made of. */
export const field = (name: string, value: string, hint: string): Html =>
  html`<label>${name}<input name="${name}" value="${value}" placeholder="${hint}" title="${hint}" /></label>`;

export const select = (name: string, values: readonly string[], hint = ''): Html =>
  html`<label
    >${name}<select name="${name}" title="${hint}">
      ${values.map((value) => html`<option>${value}</option>`)}
    </select></label
  >`;

/** None is chosen at first. */
export const groupedSelect = (name: string, groups: Readonly<Record<string, readonly string[]>>): Html =>
  html`<label
    >${name}<select name="${name}">
      <option></option>
      ${Object.entries(groups).map(
        ([label, values]) =>
          html`<optgroup label="${label}">
            ${values.map((value) => html`<option>${value}</option>`)}
          </optgroup>`,
      )}
    </select></label
  >`;
