// Aim: a merchant with a backlog and a gateway that takes its time keeps nobody else's orders from being asked about, neither
// those that are due by schedule nor those that somebody waits for. Method: more looks of one merchant than a worker takes at
// once, held up at the bank; orders of another merchant that come due only then.
import { behave } from '../support/at-the-bank.js';
import { eventually } from '../support/eventually.js';
import { DAY_MS, SECOND_MS, stories, type Story } from '../support/story.js';

/** Of the merchant with the backlog. */
const MANY = 250;
const AT_ONCE = 25;
/** Questions about one merchant that a worker has on their way: by schedule, and with those that are waited for. */
const TAKEN = { scheduled: 16, withHastened: 32 };
/** Those that are held up take as long as a time-out: thirty seconds. */
const SOON_MS = 20 * SECOND_MS;
const QUESTION = 'getOrderStatusExtended.do';

const told = stories();
const lasting = { expiresInSeconds: DAY_MS / SECOND_MS };
let backlog: Story[];
let fault: string;

beforeAll(async () => {
  backlog = [];
  while (backlog.length < MANY)
    backlog.push(...(await Promise.all(Array.from({ length: AT_ONCE }, () => told.buy(lasting)))));
});
beforeEach(async () => {
  const order = { endpoint: QUESTION, fault: 'hold', times: 0, match: { merchant: 'patient-api' } };
  fault = (await told.system.control('POST', 'faults', order)).id;
});
afterEach(() => behave(told.system, fault));

const makeDue = (merchant: string) =>
  told.system.db.sql(`UPDATE registrations SET next_poll_at = tolem_now() WHERE merchant_id = $1`, [
    merchant,
  ]);

/** So many questions have come to the bank, and wait there. */
const awaitHeldUp = (count: number): Promise<void> =>
  eventually(async () => {
    const faults: { id: string; waiting: number }[] = await told.system.control('GET', 'faults');
    expect(faults.find(({ id }) => id === fault)!.waiting).toBeGreaterThanOrEqual(count);
  });

const paidSoon = (story: Story): Promise<void> =>
  eventually(async () => expect(await story.show()).toMatchObject({ state: 'paid' }), SOON_MS);

it('the looks that are due by schedule are taken soon', async () => {
  await makeDue('patient');
  await awaitHeldUp(TAKEN.scheduled);
  const others = await Promise.all(Array.from({ length: 5 }, () => told.buy(lasting, 'strict')));
  for (const other of others) await other.pay();
  await makeDue('strict');
  await Promise.all(others.map(paidSoon));
});

const HASTENED: Record<string, () => Promise<unknown>> = {
  'whose jobs were lost': () =>
    told.system.db.sql(
      `UPDATE registrations SET next_poll_at = tolem_now(), hastened_at = tolem_now(), hastened_by = 'callback'
       WHERE merchant_id = 'patient'`,
    ),
  'that come all at once': () => Promise.all(backlog.map((story) => story.comeBack())),
};
it.each(Object.keys(HASTENED))('a payer who comes back does not wait for others, %s', async (which) => {
  const other = await told.buy(lasting, 'strict');
  await other.pay();
  const hastened = HASTENED[which]!();
  await awaitHeldUp(TAKEN.withHastened);
  await Promise.all([other.comeBack(), paidSoon(other)]);
  await hastened;
});
