import { onOrderEvents } from '@app/subscriber';

const { SUBSCRIPTION = 'ledger', TOLEM_EVENTS_URL = '' } = process.env;

const subscriber = onOrderEvents({
  subscription: SUBSCRIPTION,
  url: TOLEM_EVENTS_URL,
  handlers: {
    'order.paid': ({ data }) => console.log(`${data.orderNumber} is paid: ${data.captured} ${data.currency}`),
    'order.refunded': ({ data }) => console.log(`${data.orderNumber} was given back ${data.refundedNow}`),
  },
  onError: (error) => console.error(error.message),
});

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void subscriber.close());
await subscriber.ready;
console.log(`Listening to ${SUBSCRIPTION}`);
