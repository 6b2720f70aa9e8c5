import type { Overview } from '../api/contract.js';
import { ORDER_STATES } from '../api/words.js';
import { useSpeaking } from '../texts/use-texts.js';
import { findWord } from '../words/find-word.js';
import { StackedBars } from './stacked-bars.js';
import { StatesTable } from './states-table.js';
import { Unreadable } from './unreadable.js';

export function StatesOverTime({ hours }: Readonly<{ hours: Overview['states'] }>) {
  const { texts } = useSpeaking();
  const { overview, words } = texts;
  const present = ORDER_STATES.filter((state) => hours?.some(({ counts }) => counts[state]));
  return (
    <section className="panel wide" aria-labelledby="states">
      <h2 id="states">{overview.statesTitle}</h2>
      <p className="soft">{overview.statesAbout}</p>
      {hours === null ? (
        <Unreadable />
      ) : present.length === 0 ? (
        <p>{overview.noStates}</p>
      ) : (
        <>
          <ul className="legend">
            {present.map((state) => (
              <li key={state}>
                <svg viewBox="0 0 10 10" aria-hidden="true">
                  <rect className={`state-${state}`} width="10" height="10" rx="2" />
                </svg>
                {findWord(words.states, state)}
              </li>
            ))}
          </ul>
          <StackedBars hours={hours} states={present} />
          <details>
            <summary>{overview.asTable}</summary>
            <StatesTable hours={hours} states={present} />
          </details>
        </>
      )}
    </section>
  );
}
