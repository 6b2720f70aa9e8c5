import { Button, NativeSelect, Progress, Textarea } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { AssigneeOptions } from '../session/operators.js';
import { Problem, send } from '../api/request.js';
import { COMMENT_AT_MOST, REASON_AT_MOST } from '../api/words.js';
import { Dialog } from '../frame/dialog.js';
import { Refusal, Shown } from '../frame/sights.js';
import { textOf } from '../frame/text-of.js';
import { useTell } from '../frame/toasts.js';
import { useDialogDeed } from '../frame/use-deed.js';
import { useTexts } from '../texts/use-texts.js';
import { AT_MOST, type Targets, useCaseTargets } from './case-targets.js';
import type { Selection } from './selection.js';
import type { StuckSearch } from './stuck-search.js';

export type Deed = 'assign' | 'comment' | 'close';

type CasesDialogProps = Readonly<{
  deed: Deed;
  selection: Selection;
  search: StuckSearch;
  close: () => void;
  done: () => void;
}>;

/** Assigns, comments on or closes the cases that are selected. */
export function CasesDialog({ deed, selection, search, close, done }: CasesDialogProps) {
  const { cases } = useTexts();
  const targets = useCaseTargets(selection, search);
  const title = { assign: cases.assignTitle, comment: cases.commentTitle, close: cases.closeTitle }[deed];
  return (
    <Dialog title={title(targets.data?.ids.length ?? selection.rows.size)} close={close}>
      <Shown query={targets} rows={3}>
        {(found) => <CasesForm deed={deed} targets={found} close={close} done={done} />}
      </Shown>
    </Dialog>
  );
}

type CasesFormProps = Readonly<{ deed: Deed; targets: Targets; close: () => void; done: () => void }>;

function CasesForm({ deed, targets: { ids, notCases, more }, close, done }: CasesFormProps) {
  const { cases, frame } = useTexts();
  const tell = useTell();
  const [finished, setFinished] = useState(0);
  const begun = useRef<Begun>({ value: null, outcomes: new Map() });
  const act = useDialogDeed(
    (value: string) => (deed === 'close' ? closeAll(ids, value) : oneByOne(deed, value)),
    ({ changed, skipped }) => {
      tell(deed === 'close' ? cases.closed(changed) : cases.done(changed));
      if (skipped > 0) tell(cases.skipped(skipped));
      done();
    },
  );
  async function oneByOne(wanted: 'assign' | 'comment', value: string): Promise<Outcome> {
    if (begun.current.value !== value) begun.current = { value, outcomes: new Map() };
    const { outcomes } = begun.current;
    for (const id of ids) {
      if (!outcomes.has(id)) outcomes.set(id, await actOn(id, wanted, value));
      setFinished(outcomes.size);
    }
    const changed = [...outcomes.values()].filter((outcome) => outcome === 'changed').length;
    return { changed, skipped: ids.length - changed };
  }
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    act.mutate(textOf(event.currentTarget, 'value'));
  }
  const button = { assign: cases.assign, comment: cases.comment, close: cases.close }[deed];
  return (
    <form className="dialog" onSubmit={submit}>
      {ids.length === 0 && <p>{cases.noCases}</p>}
      {notCases > 0 && ids.length > 0 && <p className="soft">{cases.notCases(notCases)}</p>}
      {more && <p className="warn">{cases.onlyFirst(AT_MOST)}</p>}
      {deed === 'close' && <p className="soft">{cases.closeAbout}</p>}
      {deed === 'assign' ? (
        <NativeSelect name="value" label={cases.assignTo} data-autofocus>
          <AssigneeOptions />
        </NativeSelect>
      ) : (
        <Textarea
          name="value"
          label={deed === 'close' ? cases.reason : cases.text}
          description={deed === 'close' ? cases.reasonHint : undefined}
          required
          minLength={1}
          maxLength={deed === 'close' ? REASON_AT_MOST : COMMENT_AT_MOST}
          autosize={false}
          rows={4}
          data-autofocus
        />
      )}
      {act.isPending && deed !== 'close' && (
        <Progress value={(100 * finished) / ids.length} aria-label={button} />
      )}
      <Refusal error={act.error} />
      <div className="dialog-buttons">
        <Button variant="default" onClick={close}>
          {frame.cancel}
        </Button>
        <Button type="submit" disabled={ids.length === 0} loading={act.isPending}>
          {button}
        </Button>
      </div>
    </form>
  );
}

type Outcome = Readonly<{ changed: number; skipped: number }>;

async function closeAll(ids: string[], reason: string): Promise<Outcome> {
  const { closed, skipped } = await send<{ closed: number; skipped: number }>('POST', 'cases/close', {
    ids,
    reason,
  });
  return { changed: closed, skipped };
}

/** How far one wish has come: when it is tried again after a failure, nobody is told the same twice. */
type Begun = { value: string | null; outcomes: Map<string, 'changed' | 'skipped'> };

async function actOn(id: string, deed: 'assign' | 'comment', value: string): Promise<'changed' | 'skipped'> {
  try {
    if (deed === 'assign') await send('PUT', `cases/${id}/assignee`, { assignee: value || null });
    else await send('POST', `cases/${id}/comments`, { text: value });
    return 'changed';
  } catch (error) {
    // Somebody was quicker with this one; the others wait all the same.
    if (error instanceof Problem && error.code === 'CASE_CLOSED') return 'skipped';
    throw error;
  }
}
