import { Button, Radio, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { OrderPage, Resolution } from '../api/contract.js';
import { send } from '../api/request.js';
import { REASON_AT_MOST } from '../api/words.js';
import { Dialog } from '../frame/dialog.js';
import { Refusal } from '../frame/sights.js';
import { textOf } from '../frame/text-of.js';
import { useTell } from '../frame/toasts.js';
import { useDialogDeed } from '../frame/use-deed.js';
import { useTexts } from '../texts/use-texts.js';

type Resolve = Readonly<{
  order: OrderPage['order'];
  outcomes: readonly Resolution[];
  close: () => void;
}>;

/** The heaviest thing to press here: a reason is demanded, and the order's number typed by hand. */
export function ResolveDialog({ order: { id, orderNumber }, outcomes, close }: Resolve) {
  const { resolve, frame } = useTexts();
  const tell = useTell();
  const [typed, setTyped] = useState('');
  const [outcome, setOutcome] = useState<string>(outcomes[0]!);
  const act = useDialogDeed(
    (body: object) => send('POST', `orders/${id}/resolve`, body),
    () => {
      tell(resolve.done);
      close();
    },
  );
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const reason = textOf(event.currentTarget, 'reason');
    act.mutate({ outcome, reason, confirm: typed });
  }
  const confirmed = typed === orderNumber;
  return (
    <Dialog title={resolve.title} close={close}>
      <form className="dialog" onSubmit={submit}>
        <p className="soft">{resolve.about}</p>
        <Radio.Group label={resolve.outcome} value={outcome} onChange={setOutcome}>
          <div className="radios">
            {outcomes.map((one) => (
              <Radio key={one} value={one} label={resolve.outcomes[one]} />
            ))}
          </div>
        </Radio.Group>
        <Textarea
          name="reason"
          label={resolve.reason}
          required
          maxLength={REASON_AT_MOST}
          rows={3}
          data-autofocus
        />
        <TextInput
          label={resolve.confirm(orderNumber)}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          error={typed !== '' && !orderNumber.startsWith(typed) ? resolve.mismatch : undefined}
          required
          autoComplete="off"
          spellCheck={false}
        />
        <Refusal error={act.error} />
        <div className="dialog-buttons">
          <Button variant="default" onClick={close}>
            {frame.cancel}
          </Button>
          <Button type="submit" color="red" disabled={!confirmed} loading={act.isPending}>
            {resolve.button}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
