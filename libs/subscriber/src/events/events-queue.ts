/** The BullMQ queue of a subscription. The prefix is a hash tag, so that a Redis Cluster keeps a queue on one node. */
export const eventsQueue = (subscription: string): { name: string; prefix: string } => ({
  name: `events.${subscription}`,
  prefix: `{events.${subscription}}`,
});
