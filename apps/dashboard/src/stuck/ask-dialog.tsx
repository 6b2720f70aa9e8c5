import { Button, Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { AskPlan, AskWhat } from '../api/contract.js';
import { send } from '../api/request.js';
import { Dialog } from '../frame/dialog.js';
import { Failed, Refusal } from '../frame/sights.js';
import { useTell } from '../frame/toasts.js';
import { useDialogDeed } from '../frame/use-deed.js';
import { useTexts } from '../texts/use-texts.js';
import { AskPlanTable } from './ask-plan-table.js';
import type { Selection } from './selection.js';
import { filterOf, type StuckSearch } from './stuck-search.js';

type Ask = Readonly<{
  selection: Selection;
  search: StuckSearch;
  close: () => void;
  asked: (id: string) => void;
}>;

/** First only counts: what would be asked, of whom, and how long that takes at the agreed rate. Then asks, if wanted. */
export function AskDialog({ selection, search, close, asked }: Ask) {
  const { ask, frame } = useTexts();
  const tell = useTell();
  const what = whatToAsk(selection, search);
  const isEmpty = 'ids' in what && what.ids.length === 0;
  const plan = useQuery({
    queryKey: ['ask-plan', what],
    queryFn: () => send<AskPlan>('POST', 'stuck/ask', { ...what, dryRun: true }),
    enabled: !isEmpty,
    staleTime: 0,
    gcTime: 0,
    refetchInterval: false,
    placeholderData: undefined,
  });
  const begin = useDialogDeed(
    () => send<{ id: string; registrations: number }>('POST', 'stuck/ask', what),
    ({ id, registrations }) => {
      tell(ask.asked(registrations));
      asked(id);
    },
  );
  const count = plan.data?.registrations ?? 0;
  function told(): ReactNode {
    if (plan.data && count > 0) return ask.counted(plan.data.matching, count);
    if (plan.data || isEmpty) return ask.nothing;
    return (
      plan.isFetching && (
        <>
          <Loader size="xs" /> {ask.counting}
        </>
      )
    );
  }
  return (
    <Dialog title={ask.title} close={close}>
      <div className="dialog">
        {plan.error && <Failed error={plan.error} again={plan.refetch} />}
        <p role="status">{told()}</p>
        {plan.data && count > 0 && (
          <>
            <AskPlanTable plan={plan.data} />
            <p className="soft">{ask.within}</p>
          </>
        )}
        <Refusal error={begin.error} />
        <div className="dialog-buttons">
          <Button variant="default" onClick={close}>
            {frame.cancel}
          </Button>
          <Button disabled={count === 0} loading={begin.isPending} onClick={() => begin.mutate(undefined)}>
            {plan.data && count > 0 ? ask.confirm(count) : ask.title}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function whatToAsk({ everything, rows }: Selection, search: StuckSearch): AskWhat {
  if (everything) return { filter: filterOf(search) };
  // A row about a whole merchant has nothing that could be asked about.
  const ids = [...rows.values()].map(({ registrationId, orderId }) => registrationId ?? orderId);
  return { ids: [...new Set(ids.filter((id) => id !== null))] };
}
