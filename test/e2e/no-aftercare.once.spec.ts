// Aim: a merchant who wants no polls of pages that are over has none, and reasons to poll count all the same.
import { eventually } from '../support/eventually.js';
import { stories } from '../support/story.js';

const told = stories({
  merchant: { aftercareDays: [] },
  callbacks: { patient: { bank: { retryAfterMs: 200 } } },
});

it('polls a page that is over for a reason only', async () => {
  const story = await told.buy();
  await story.pay();
  await story.settled('paid');
  const ends = () =>
    eventually(async () => expect(await story.registration()).toMatchObject({ next_poll_at: null }));
  await ends();
  await told.system.control('POST', 'refunds', { orderId: story.order.gatewayOrderId, amount: 100 });
  await told.system.pass(10_000);
  await story.settled('partially_refunded');
  await ends();
});
