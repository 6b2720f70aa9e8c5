import { Button } from '@mantine/core';
import type { OrderPage } from '../api/contract.js';
import { send } from '../api/request.js';
import { useTell } from '../frame/toasts.js';
import { useDeed } from '../frame/use-deed.js';
import { useMay } from '../session/session.js';
import { useTexts } from '../texts/use-texts.js';

type DeliveriesProps = Readonly<{
  orderId: string;
  eventId: string;
  deliveries: OrderPage['deliveries'];
  mayReplay: boolean;
}>;

/** A replay goes to one subscription alone, under a job id of its own; the event's id stays. What still waits goes by itself. */
export function Deliveries({ orderId, eventId, deliveries, mayReplay }: DeliveriesProps) {
  const { order } = useTexts();
  const mayAct = useMay('operator');
  const tell = useTell();
  const replay = useDeed(
    (subscription: string) => send('POST', `orders/${orderId}/replay`, { eventId, subscription }),
    (_, subscription) => tell(order.replayed(subscription)),
  );
  return (
    <ul className="deliveries">
      {deliveries.map(({ subscription, state }) => (
        <li key={subscription}>
          {subscription}{' '}
          <span className={state === 'waiting' ? 'chip open' : 'chip good'}>{order.deliveries[state]}</span>
          {mayAct && mayReplay && state === 'handed-over' && (
            <Button
              size="compact-xs"
              variant="subtle"
              loading={replay.isPending && replay.variables === subscription}
              onClick={() => replay.mutate(subscription)}
            >
              {order.replayTo(subscription)}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
