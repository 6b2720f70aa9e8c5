// Aim: one answer that is meant to break us hurts only its own order: all others are paid as if it were not there, and it is paid too
// once it is told of in a way that can be read. Method: many orders of one merchant that come due together, and poison in the
// answers about one or some of them.
import { behave, misbehave } from '../support/at-the-bank.js';
import { MINUTE_MS, stories, type Story } from '../support/story.js';

const VARIANTS = [
  'nestedArrays',
  'nestedObjects',
  'longReference',
  'longAddress',
  'longDigits',
  'longAts',
  'manyElements',
  'cardNumber',
  'strangeCharacters',
  'protoKeys',
  'megabyte',
];
const WHOLE_CARD = '4444555511113333';

const told = stories();

const buy = (count: number): Promise<Story[]> =>
  Promise.all(Array.from({ length: count }, () => told.buy({ expiresInSeconds: 86_400 })));
const poison = ({ order }: Story, variant: string): Promise<string> =>
  misbehave(told.system, order, 'getOrderStatusExtended.do', 'poison', { variant, times: 0 });

/** All that have been told of as paid, and how often their polls failed. */
const paidOf = async (all: readonly Story[]): Promise<number> => {
  const ids = all.map(({ order }) => order.id);
  return (await told.system.db.sql(`SELECT FROM orders WHERE id = ANY ($1) AND state = 'paid'`, [ids]))
    .length;
};
async function allSettled(all: readonly Story[]): Promise<void> {
  for (const story of all) await story.settled('paid');
}

it('one among forty-nine that are good leaves forty-nine paid, at their first poll', async () => {
  const [bad, ...good] = (await buy(50)) as [Story, ...Story[]];
  const id = await poison(bad, 'nestedArrays');
  for (const story of [bad, ...good]) await story.pay();
  await told.system.pass(MINUTE_MS);
  await allSettled(good);
  const ids = good.map(({ order }) => order.id);
  const [row] = await told.system.db.sql(
    'SELECT max(polls) AS polls FROM registrations WHERE order_id = ANY ($1)',
    [ids],
  );
  expect(row).toEqual({ polls: 1 });
  await behave(told.system, id);
  await told.system.pass(10 * MINUTE_MS);
  await allSettled([bad]);
});

it('of any kind does', async () => {
  const [bad, good] = [await buy(VARIANTS.length), await buy(VARIANTS.length)];
  const faults = await Promise.all(bad.map((story, at) => poison(story, VARIANTS[at]!)));
  for (const story of [...bad, ...good]) await story.pay();
  await told.system.pass(MINUTE_MS);
  await allSettled(good);
  const kept = await told.system.db.sql(
    'SELECT * FROM registrations r LEFT JOIN registration_answers ON registration_id = r.id',
  );
  const events = await told.system.db.sql('SELECT data FROM events');
  expect(JSON.stringify([kept, events])).not.toContain(WHOLE_CARD);
  for (const id of faults) await behave(told.system, id);
  await told.system.pass(10 * MINUTE_MS);
  await allSettled(bad);
  expect(await paidOf([...bad, ...good])).toBe(2 * VARIANTS.length);
  // Nobody was blamed for it but the order that it was about.
  expect(await told.system.db.sql(`SELECT FROM cases WHERE subject LIKE 'merchant:%'`)).toEqual([]);
});
