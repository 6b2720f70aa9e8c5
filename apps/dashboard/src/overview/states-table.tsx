import type { HourOfStates } from '../api/contract.js';
import type { OrderState } from '../api/words.js';
import { useTexts } from '../texts/use-texts.js';
import { findWord } from '../words/find-word.js';
import { Instant } from '../words/instant.js';

type Table = Readonly<{ hours: readonly HourOfStates[]; states: readonly OrderState[] }>;

export function StatesTable({ hours, states }: Table) {
  const { overview, words } = useTexts();
  const busy = hours.filter(({ counts }) => states.some((state) => counts[state])).toReversed();
  return (
    <div className="scroll tall" role="group" aria-label={overview.asTable} tabIndex={0}>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{overview.hour}</th>
            {states.map((state) => (
              <th key={state} scope="col" className="right">
                {findWord(words.states, state)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {busy.map(({ hour, counts }) => (
            <tr key={hour}>
              <th scope="row">
                <Instant at={hour} />
              </th>
              {states.map((state) => (
                <td key={state} className="right">
                  {counts[state] ?? 0}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
