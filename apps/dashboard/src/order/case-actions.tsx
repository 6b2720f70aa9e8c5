import { Button, NativeSelect, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Case } from '../api/contract.js';
import { send } from '../api/request.js';
import { COMMENT_AT_MOST } from '../api/words.js';
import { textOf } from '../frame/text-of.js';
import { useDeed } from '../frame/use-deed.js';
import { AssigneeOptions } from '../session/operators.js';
import { useMay } from '../session/session.js';
import { useTexts } from '../texts/use-texts.js';
import { CloseCaseDialog } from './close-case-dialog.js';

type CaseActionsProps = Readonly<{ one: Case; mayClose: boolean }>;

/** A closed case can still be commented on. */
export function CaseActions({ one, mayClose }: CaseActionsProps) {
  const { order, cases, stuck } = useTexts();
  const mayAct = useMay('operator');
  const [closing, setClosing] = useState(false);
  const assign = useDeed((assignee: string | null) => send('PUT', `cases/${one.id}/assignee`, { assignee }));
  const comment = useDeed((text: string) => send('POST', `cases/${one.id}/comments`, { text }));
  if (!mayAct) return null;
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = event.currentTarget;
    const text = textOf(form, 'text');
    if (text !== '') comment.mutate(text, { onSuccess: () => form.reset() });
  }
  return (
    <div className="case-actions">
      <form onSubmit={submit}>
        <Textarea
          name="text"
          aria-label={cases.text}
          placeholder={order.addComment}
          maxLength={COMMENT_AT_MOST}
          rows={2}
        />
        <Button type="submit" variant="default" size="xs" loading={comment.isPending}>
          {cases.comment}
        </Button>
      </form>
      {one.closedAt === null && (
        <div className="case-buttons">
          <NativeSelect
            size="xs"
            aria-label={stuck.assignee}
            value={one.assignee ?? ''}
            disabled={assign.isPending}
            onChange={(event) => assign.mutate(event.currentTarget.value || null)}
          >
            <AssigneeOptions current={one.assignee} />
          </NativeSelect>
          {mayClose && (
            <Button variant="default" size="xs" onClick={() => setClosing(true)}>
              {order.closeCase}
            </Button>
          )}
        </div>
      )}
      {closing && <CloseCaseDialog id={one.id} close={() => setClosing(false)} />}
    </div>
  );
}
