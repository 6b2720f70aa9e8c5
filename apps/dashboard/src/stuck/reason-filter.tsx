import { useState } from 'react';
import { useTexts } from '../texts/use-texts.js';
import { findReason } from '../words/find-word.js';

type ReasonFilterProps = Readonly<{
  chosen: readonly string[];
  reasons: readonly Readonly<{ reason: string; count: number }>[];
  choose: (reasons: string[]) => void;
  /** Lets go of every filter there is. */
  clear?: () => void;
}>;

/** As many as fit a line or two; on a bad day there are more. */
const SHOWN = 8;

/** One button for each reason that there is, to be pressed and let go. */
export function ReasonFilter({ chosen, reasons, choose, clear }: ReasonFilterProps) {
  const texts = useTexts();
  const [whole, setWhole] = useState(false);
  const gone = chosen.filter((reason) => reasons.every((one) => one.reason !== reason));
  const all = [...reasons, ...gone.map((reason) => ({ reason, count: 0 }))];
  if (all.length === 0 && !clear) return null;
  const shown = whole ? all : all.filter(({ reason }, at) => at < SHOWN || chosen.includes(reason));
  return (
    <div className="reason-filter" role="group" aria-label={texts.stuck.reasons}>
      {shown.map(({ reason, count }) => {
        const on = chosen.includes(reason);
        const { name, means } = findReason(texts, reason);
        return (
          <button
            key={reason}
            type="button"
            className="pill"
            aria-pressed={on}
            title={means ?? undefined}
            onClick={() => choose(on ? chosen.filter((one) => one !== reason) : [...chosen, reason])}
          >
            {name} <span className="pill-count">{count}</span>
          </button>
        );
      })}
      {all.length > SHOWN && (
        <button type="button" className="pill more" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? texts.stuck.fewerReasons : texts.stuck.allReasons(all.length)}
        </button>
      )}
      {clear && (
        <button type="button" className="pill more" onClick={clear}>
          {texts.stuck.clear}
        </button>
      )}
    </div>
  );
}

/** Said in full where only one reason is looked at. */
export function ReasonMeaning({ reason }: Readonly<{ reason: string }>) {
  const { means } = findReason(useTexts(), reason);
  return means === null ? null : <p className="meaning">{means}</p>;
}
