import type { Severity } from '../api/contract.js';
import { useTexts } from '../texts/use-texts.js';
import { findReason, findWord } from './find-word.js';

/** What the eye should make of a state before it has read the word. */
const TONES: Readonly<Record<string, 'open' | 'good' | 'calm' | 'bad'>> = {
  created: 'open',
  registered: 'open',
  authorized: 'calm',
  paid: 'good',
  partially_refunded: 'calm',
  refunded: 'calm',
  released: 'calm',
  declined: 'bad',
  expired: 'bad',
  cancelled: 'bad',
  rejected: 'bad',
};

export function StateChip({ state }: Readonly<{ state: string }>) {
  const { words } = useTexts();
  return (
    <span className={`chip ${TONES[state] ?? 'calm'}`} data-state={state}>
      {findWord(words.states, state)}
    </span>
  );
}

/** The reason in words; what it means and what to do on hover. */
export function ReasonName({ reason }: Readonly<{ reason: string }>) {
  const { name, means } = findReason(useTexts(), reason);
  return <span title={means ?? undefined}>{name}</span>;
}

export function StatusWord({ status }: Readonly<{ status: string }>) {
  return findWord(useTexts().words.statuses, status);
}

/** Beside what is coloured by it: colour alone tells not everybody. */
export function SeverityWord({ severity }: Readonly<{ severity: Severity }>) {
  const { words } = useTexts();
  if (severity === 'housekeeping') return null;
  return (
    <div className="severity small" data-severity={severity}>
      {words.severities[severity]}
    </div>
  );
}
