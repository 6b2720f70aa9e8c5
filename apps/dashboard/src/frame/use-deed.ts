import { useMutation } from '@tanstack/react-query';
import { refetchLive } from '../api/queries.js';
import { useProblemText } from './problem-text.js';
import { useTell } from './toasts.js';

/** Something an operator does: what is shown is fetched anew afterwards, and a refusal is told. */
export function useDeed<Input, Output>(
  mutationFn: (input: Input) => Promise<Output>,
  done?: (output: Output, input: Input) => void,
) {
  const text = useProblemText();
  const tell = useTell();
  return useMutation({
    mutationFn,
    onSuccess: done,
    onError: (error) => tell(text(error), true),
    onSettled: () => refetchLive(),
  });
}
