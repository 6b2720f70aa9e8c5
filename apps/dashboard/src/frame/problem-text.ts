import { Problem } from '../api/request.js';
import { useTexts } from '../texts/use-texts.js';

/** What to tell of a call that went wrong: in the operator's language where the code is known, else what the service says. */
export function useProblemText(): (error: Error) => string {
  const { frame } = useTexts();
  const problems: Readonly<Record<string, string>> = frame.problems;
  return (error) => {
    if (!(error instanceof Problem) || error.code === 'NO_ANSWER') return frame.noAnswer;
    if (error.status === 403 && error.code === 'FORBIDDEN') return frame.forbidden;
    const known = Object.hasOwn(problems, error.code) ? problems[error.code] : undefined;
    return known ?? (error.detail || error.code);
  };
}
