import { Problem } from '../api/request.js';
import { useTexts } from '../texts/use-texts.js';

/** What to tell of a call that went wrong. */
export function useProblemText(): (error: Error) => string {
  const { frame } = useTexts();
  return (error) => {
    if (!(error instanceof Problem) || error.code === 'NO_ANSWER') return frame.noAnswer;
    return error.status === 403 && error.code === 'FORBIDDEN' ? frame.forbidden : error.detail || error.code;
  };
}
