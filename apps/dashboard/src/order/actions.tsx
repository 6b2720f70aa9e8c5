import { Alert, Button } from '@mantine/core';
import { useState } from 'react';
import type { OrderPage } from '../api/contract.js';
import { send } from '../api/request.js';
import { Copy } from '../frame/copy.js';
import { useDeed } from '../frame/use-deed.js';
import { useMay } from '../session/session.js';
import { useTexts } from '../texts/use-texts.js';
import { type Asked, AskOutcome } from './ask-outcome.js';
import { ResolveDialog } from './resolve-dialog.js';

/**
 * What can be pressed. Who may only look sees none of it; what the order does not allow is not shown either. Operations on
 * money will be a second group beside this one.
 */
export function Actions({ page }: Readonly<{ page: OrderPage }>) {
  const { order, may, registrations } = page;
  const { order: texts } = useTexts();
  const mayAct = useMay('operator');
  const isAdmin = useMay('admin');
  const [resolving, setResolving] = useState(false);
  const [asked, setAsked] = useState<Asked | null>(null);
  const ask = useDeed(
    (_before: Asked['before']) => send('POST', `orders/${order.id}/ask`, {}),
    (_, before) => setAsked({ at: Date.now(), before }),
  );
  const link = useDeed(() => send<{ paymentUrl?: string }>('POST', `orders/${order.id}/payment-link`, {}));
  if (!mayAct) return <p className="soft">{texts.viewerOnly}</p>;
  const mayResolve = isAdmin && may.resolve.length > 0;
  return (
    <>
      <div className="actions" role="group" aria-label={texts.operations}>
        {may.ask && (
          <Button loading={ask.isPending} onClick={() => ask.mutate(registrations)}>
            {texts.ask}
          </Button>
        )}
        {may.newPaymentLink && (
          <Button variant="default" loading={link.isPending} onClick={() => link.mutate(undefined)}>
            {texts.newLink}
          </Button>
        )}
        {mayResolve && (
          <Button variant="default" className="careful" onClick={() => setResolving(true)}>
            {texts.resolve}
          </Button>
        )}
      </div>
      {asked && <AskOutcome page={page} asked={asked} />}
      {link.isSuccess && (
        <Alert title={texts.link} variant="light" role="status">
          <Link told={link.data?.paymentUrl ?? null} registrations={registrations} />
        </Alert>
      )}
      {resolving && <ResolveDialog order={order} outcomes={may.resolve} close={() => setResolving(false)} />}
    </>
  );
}

type LinkProps = Readonly<{ told: string | null; registrations: OrderPage['registrations'] }>;

/** Where the bank had not answered at once, the newest page tells what became of it. */
function Link({ told, registrations }: LinkProps) {
  const { order } = useTexts();
  const newest = registrations.toSorted((one, other) => other.attempt - one.attempt)[0];
  const url = told ?? newest?.paymentUrl;
  if (url) return <Copy text={url} />;
  return newest?.state === 'refused' || newest?.state === 'orphan' ? order.linkFailed : order.linkUnsure;
}
