import { Button, Textarea } from '@mantine/core';
import type { FormEvent } from 'react';
import { send } from '../api/request.js';
import { REASON_AT_MOST } from '../api/words.js';
import { Dialog } from '../frame/dialog.js';
import { Refusal } from '../frame/sights.js';
import { textOf } from '../frame/text-of.js';
import { useTell } from '../frame/toasts.js';
import { useDialogDeed } from '../frame/use-deed.js';
import { useTexts } from '../texts/use-texts.js';

export function CloseCaseDialog({ id, close }: Readonly<{ id: string; close: () => void }>) {
  const { cases, order, frame } = useTexts();
  const tell = useTell();
  const act = useDialogDeed(
    (reason: string) => send('POST', `cases/${id}/close`, { reason }),
    () => {
      tell(cases.closed(1));
      close();
    },
  );
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    act.mutate(textOf(event.currentTarget, 'reason'));
  }
  return (
    <Dialog title={order.closeCase} close={close}>
      <form className="dialog" onSubmit={submit}>
        <p className="soft">{cases.closeAbout}</p>
        <Textarea
          name="reason"
          label={cases.reason}
          description={cases.reasonHint}
          required
          maxLength={REASON_AT_MOST}
          rows={4}
          data-autofocus
        />
        <Refusal error={act.error} />
        <div className="dialog-buttons">
          <Button variant="default" onClick={close}>
            {frame.cancel}
          </Button>
          <Button type="submit" loading={act.isPending}>
            {order.closeCase}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
