// Aim: a return that is loaded again and again gets one answer each time, and does not multiply the questions to the bank.
import { eventually } from '../../support/eventually.js';
import { stories, WAITING_PAGE } from '../../support/story.js';

const RELOADS = 40;
/** Looks after a return are dense, and a question may have to be asked again: that is a matter of time, not of reloads. */
const questionsIn = (elapsedMs: number): number => 3 + 2 * Math.ceil(elapsedMs / 1_000);

const told = stories();

it('sends every load of a paid order to the same place, and tells it once', async () => {
  const story = await told.buy();
  const paid = await story.page.pay();
  const startMs = performance.now();
  const atOnce = await Promise.all(Array.from({ length: RELOADS / 2 }, () => story.comeBack(paid)));
  const oneByOne: string[] = [];
  for (let at = 0; at < RELOADS / 2; at += 1) oneByOne.push(await story.comeBack(paid));
  expect(new Set([...atOnce, ...oneByOne])).toEqual(new Set([story.successUrl]));
  expect(await story.show()).toMatchObject({ state: 'paid', captured: 1_250_000 });
  await story.expectTold('registered', 'paid');
  const asked = await story.timesAsked();
  expect(asked).toBeLessThanOrEqual(questionsIn(performance.now() - startMs));
  // Refunds made at the bank and disputes are looked for the day after, however often he came.
  await eventually(async () => {
    const [row] = await told.system.db.sql(
      `SELECT phase, next_poll_at > tolem_now() + interval '20 hours' AS tomorrow FROM registrations WHERE order_id = $1`,
      [story.order.id],
    );
    expect(row).toEqual({ phase: 'aftercare', tomorrow: true });
  });
});

it('shows every load of an unpaid order the waiting page, and asks seldom', async () => {
  const story = await told.buy();
  const startMs = performance.now();
  const pages = await Promise.all(Array.from({ length: RELOADS }, () => story.comeBack()));
  expect(new Set(pages)).toEqual(new Set([WAITING_PAGE]));
  const asked = await story.timesAsked();
  expect(asked).toBeGreaterThan(0);
  expect(asked).toBeLessThanOrEqual(questionsIn(performance.now() - startMs));
  expect(await story.show()).toMatchObject({ state: 'registered' });
  await story.expectTold('registered');
});
