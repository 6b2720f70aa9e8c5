import { useMutation } from '@tanstack/react-query';
import { refetchLive } from '../api/queries.js';
import { useProblemText } from './problem-text.js';
import { useTell } from './toasts.js';

type Done<Input, Output> = (output: Output, input: Input) => void;

/** Something an operator does: what is shown is fetched anew afterwards, and a refusal is told. */
export function useDeed<Input, Output>(
  mutationFn: (input: Input) => Promise<Output>,
  done?: Done<Input, Output>,
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

/** The same inside a dialog, which shows a refusal itself: what is told beside it lies under its veil. */
export function useDialogDeed<Input, Output>(
  mutationFn: (input: Input) => Promise<Output>,
  done?: Done<Input, Output>,
) {
  return useMutation({ mutationFn, onSuccess: done, onSettled: () => refetchLive() });
}
