// Aim: every reason for a case opens it by itself, is told once however often we look, and closes by itself where its cause can
// go away; meanwhile the order is looked at every day. Method: one row per reason, and a bank that says what the row needs.
import { randomUUID } from 'node:crypto';
import { CASE_REASONS, type CaseReason } from '@app/orders';
import { behave, misbehave, pagesOf, post } from '../support/at-the-bank.js';
import { eventually } from '../support/eventually.js';
import { failEvents, removeFailed } from '../support/fail-events.js';
import { DAY_MS, MINUTE_MS, stories, type Story } from '../support/story.js';

const QUESTION = 'getOrderStatusExtended.do';
const FAILURES_IN_A_ROW = 5;
const AMOUNT = 1_250_000;

const told = stories({ subscriptions: [{ name: 'crm', from: 'beginning' }] });

/** What the case is about, one more look at it, and what takes its cause away, where anything can. */
type Opened = Readonly<{ subject: string; look: () => Promise<void>; end?: () => Promise<unknown> }>;

/** Looks that were written down. */
async function looksAt(registrationId: string): Promise<number> {
  const [row] = await told.system.db.sql<{ n: number }>(
    'SELECT polls + failures + faults AS n FROM registrations WHERE id = $1',
    [registrationId],
  );
  return row!.n;
}

/** What `makeDue` does makes a look come, and it is written down. */
async function lookAfter(registrationId: string, makeDue: () => Promise<unknown>): Promise<void> {
  const before = await looksAt(registrationId);
  await makeDue();
  await eventually(async () => expect(await looksAt(registrationId)).not.toBe(before));
}

const look = (registrationId: string): Promise<void> =>
  lookAfter(registrationId, () =>
    told.system.db.sql('UPDATE registrations SET next_poll_at = tolem_now() WHERE id = $1', [registrationId]),
  );

const idOf = async (orderId: string): Promise<string> => {
  const [row] = await told.system.db.sql<{ id: string }>(
    'SELECT id FROM registrations WHERE order_id = $1 ORDER BY attempt DESC LIMIT 1',
    [orderId],
  );
  return row!.id;
};

/** A case about the newest page of the story's order. */
async function about({ order }: Story, end?: () => Promise<unknown>): Promise<Opened> {
  const registrationId = await idOf(order.id);
  return { subject: `order:${order.id}`, look: () => look(registrationId), ...(end && { end }) };
}

/** The bank says this of the page from now on, in place of what is so. */
const say = async (gatewayOrderId: string, values: Record<string, unknown>): Promise<() => Promise<void>> => {
  const match = { orderId: gatewayOrderId };
  const order = { endpoint: QUESTION, fault: 'otherValues', values, times: 0, match };
  const { id } = await told.system.control('POST', 'faults', order);
  return () => behave(told.system, id);
};

const money = (deposited: number, refunded = 0) => ({
  paymentAmountInfo: { approvedAmount: AMOUNT, depositedAmount: deposited, refundedAmount: refunded },
});
const CHARGED = { orderStatus: 2, actionCode: 0, ...money(AMOUNT) };
const GIVEN_BACK = { orderStatus: 4, actionCode: 0, ...money(0, AMOUNT) };
const NO_MONEY = { paymentState: 'DECLINED', approvedAmount: 0, depositedAmount: 0, refundedAmount: 0 };
const REVERSED = {
  orderStatus: 3,
  actionCode: 0,
  paymentAmountInfo: { paymentState: 'REVERSED', approvedAmount: 0, depositedAmount: 0, refundedAmount: 0 },
};

/** A story as far as this state. */
async function paid(): Promise<Story> {
  const story = await told.buy();
  await story.pay();
  await look(await idOf(story.order.id));
  await story.settled('paid');
  return story;
}

async function held(): Promise<Story> {
  const story = await told.buy({ mode: 'hold' });
  await story.pay();
  await look(await idOf(story.order.id));
  await story.settled('authorized');
  return story;
}

async function declined(): Promise<Story> {
  const story = await told.buy({}, 'strict');
  await story.pay({ cvc: '999' });
  await look(await idOf(story.order.id));
  await story.settled('declined');
  return story;
}

/** A case that holds as long as the bank says this of the story's page. */
async function whileItSays(story: Story, values: Record<string, unknown>, passMs = 0): Promise<Opened> {
  const unsay = await say(story.order.gatewayOrderId, values);
  if (passMs > 0) await told.system.pass(passMs);
  return about(story, unsay);
}

/** Until the gateway of the merchant `strict` answers as it should again. */
async function gatewayTrouble(fault: Record<string, unknown>): Promise<Opened> {
  const orders = await Promise.all(
    Array.from({ length: FAILURES_IN_A_ROW }, () => told.buy({ expiresInSeconds: 604_800 }, 'strict')),
  );
  const ids = await Promise.all(orders.map(({ order }) => idOf(order.id)));
  const match = { merchant: 'strict-api' };
  const { id } = await told.system.control('POST', 'faults', {
    endpoint: QUESTION,
    times: 0,
    match,
    ...fault,
  });
  const lookAll = async () => {
    await told.system.db.sql('UPDATE registrations SET next_poll_at = tolem_now() WHERE id = ANY ($1)', [
      ids,
    ]);
  };
  const end = () => behave(told.system, id);
  return { subject: 'merchant:strict', look: lookAll, end };
}

const ROWS: Readonly<Record<CaseReason, () => Promise<Opened>>> = {
  gateway_unreachable: () => gatewayTrouble({ fault: 'http500' }),

  credentials_refused: () => gatewayTrouble({ fault: 'refuse', errorCode: 5 }),

  unknown_at_gateway: async () => {
    const story = await told.buy();
    const more = { errorCode: 6, times: 0 };
    const id = await misbehave(told.system, story.order, QUESTION, 'refuse', more);
    return about(story, () => behave(told.system, id));
  },

  amount_mismatch: async () => whileItSays(await told.buy(), { amount: AMOUNT - 1 }),

  amounts_unknown: async () => whileItSays(await paid(), { orderStatus: 4, paymentAmountInfo: null }),

  unknown_status: async () => whileItSays(await told.buy(), { orderStatus: 42 }),

  undecided_too_long: async () => {
    const story = await told.buy({ expiresInSeconds: 86_400 });
    const unsay = await say(story.order.gatewayOrderId, { orderStatus: 7 });
    await look(await idOf(story.order.id));
    await told.system.pass(125 * MINUTE_MS);
    return about(story, unsay);
  },

  open_after_lifetime: async () =>
    whileItSays(await told.buy(), { orderStatus: 0, actionCode: -100 }, DAY_MS + 25 * MINUTE_MS),

  hold_expiring: async () => {
    const story = await held();
    await told.system.pass(6 * DAY_MS + MINUTE_MS);
    return about(story, () => say(story.order.gatewayOrderId, REVERSED));
  },

  double_payment: async () => {
    const story = await declined();
    const first = { order: story.order, registrationId: await idOf(story.order.id) };
    const url = `/v1/orders/${story.order.id}/registrations`;
    const { body: renewed } = await told.system.request('POST', url, { shop: 'strict' });
    await told.system.pay(renewed);
    await look(await idOf(story.order.id));
    await story.settled('paid');
    await say(first.order.gatewayOrderId, CHARGED).then((unsay) => unsays.push(unsay));
    return {
      subject: `order:${story.order.id}`,
      look: () => look(first.registrationId),
      end: () => instead(first.order.gatewayOrderId, GIVEN_BACK),
    };
  },

  paid_after_close: async () => {
    const story = await declined();
    unsays.push(await say(story.order.gatewayOrderId, CHARGED));
    return about(story, () => instead(story.order.gatewayOrderId, GIVEN_BACK));
  },

  // Somebody has captured in the bank's cabinet: that does not go away.
  foreign_operation: async () => {
    const story = await held();
    await say(story.order.gatewayOrderId, { orderStatus: 2, ...money(AMOUNT - 100) });
    return about(story);
  },

  operation_unknown: async () => {
    const story = await held();
    const operation = randomUUID();
    const registrationId = await idOf(story.order.id);
    await told.system.db.sql(
      `INSERT INTO operations (id, order_id, registration_id, shop_id, kind, amount_minor, external_refund_id, state,
                               asked_by, created_at, updated_at)
       VALUES ($1, $2, $3, 'patient', 'capture', 1, $4, 'unknown', 'shop', tolem_now(), tolem_now())`,
      [operation, story.order.id, registrationId, operation.replaceAll('-', '')],
    );
    await told.system.db.sql(
      `UPDATE registrations SET unresolved_operation = $2, phase = 'operation', step = 0, anchored_at = tolem_now()
       WHERE id = $1`,
      [registrationId, operation],
    );
    await told.system.pass(18 * MINUTE_MS);
    return about(story, async () => {
      await told.system.db.sql('UPDATE registrations SET unresolved_operation = NULL WHERE id = $1', [
        registrationId,
      ]);
      await told.system.db.sql(`UPDATE operations SET state = 'done' WHERE id = $1`, [operation]);
    });
  },

  event_undelivered: async () => {
    await told.buy();
    await failEvents(told.system.eventsUrl, 'crm');
    const end = () => removeFailed(told.system.eventsUrl, 'crm');
    return { subject: 'subscription:crm', look: async () => {}, end };
  },

  stranger_at_gateway: async () => {
    const request = told.system.order();
    // Another's order under our number: what it was sent with names another registration.
    const merchantOrderParams = [{ name: 'tolemRegistration', value: randomUUID() }];
    const more = { values: { merchantOrderParams }, times: 0 };
    const id = await misbehave(told.system, request, QUESTION, 'otherValues', more);
    await misbehave(told.system, request, 'register.do', 'cut', { when: 'after' });
    const { body } = await post(told.system, request);
    const registrationId = await idOf(body.id);
    const end = () => behave(told.system, id);
    return { subject: `order:${body.id}`, look: () => look(registrationId), end };
  },

  never_reached_bank: async () => {
    const request = told.system.order();
    const id = await misbehave(told.system, request, 'register.do', 'cut', { times: 0 });
    const { body } = await post(told.system, request);
    expect(await pagesOf(told.system, body.id)).toEqual([]);
    await told.system.pass(25 * MINUTE_MS);
    const end = async () => {
      await behave(told.system, id);
      expect((await post(told.system, request)).body.state).toBe('registered');
    };
    // Nothing is left to look at: the bank has never had it.
    return { subject: `order:${body.id}`, look: async () => {}, end };
  },

  disputed: async () => whileItSays(await paid(), { chargeback: true }),

  contradictory_answer: async () =>
    whileItSays(await told.buy(), { orderStatus: 6, actionCode: 116, ...money(AMOUNT) }),

  subscriptions_differ: async () => {
    const other = randomUUID();
    await told.system.db.sql(
      `INSERT INTO configured_subscriptions (process, subscriptions, seen_at)
       SELECT $1, subscriptions - 'crm', now() + interval '1 hour' FROM configured_subscriptions LIMIT 1`,
      [other],
    );
    const end = () => told.system.db.sql('DELETE FROM configured_subscriptions WHERE process = $1', [other]);
    return { subject: 'subscription:crm', look: async () => {}, end };
  },

  bank_clock: async () => {
    const story = await told.buy();
    await say(story.order.gatewayOrderId, { date: Date.now() + told.system.ahead - 20 * MINUTE_MS });
    await look(await idOf(story.order.id));
    const end = async () => look(await idOf((await told.buy()).order.id));
    return { subject: 'merchant:patient', look: async () => {}, end };
  },

  unknown_page_host: async () => {
    const request = told.system.order();
    const values = { formUrl: 'https://pay2.example/payment/merchants/x/payment_ru.html?mdOrder=1' };
    await misbehave(told.system, request, 'register.do', 'otherValues', { values });
    expect((await post(told.system, request)).status).toBe(202);
    return { subject: 'merchant:patient', look: async () => {}, end: () => told.buy() };
  },

  impossible_move: async () =>
    whileItSays(await held(), { orderStatus: 6, actionCode: 116, paymentAmountInfo: NO_MONEY }),

  internal_error: async () => {
    const story = await told.buy();
    const registrationId = await idOf(story.order.id);
    await told.system.db.sql(
      `CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'a fault of our own'; END $$;
       CREATE TRIGGER broken BEFORE UPDATE ON registrations FOR EACH ROW
       WHEN (NEW.id = '${registrationId}' AND NEW.version > OLD.version) EXECUTE FUNCTION broken()`,
    );
    for (let faults = 1; faults < 5; faults += 1) await look(registrationId);
    return about(story, () => told.system.db.sql('DROP FUNCTION broken CASCADE'));
  },
};

/** What the bank has been told to say, to be taken back before it says something else. */
const unsays: (() => Promise<void>)[] = [];
async function instead(gatewayOrderId: string, values: Record<string, unknown>): Promise<void> {
  await unsays.pop()!();
  await say(gatewayOrderId, values);
}

const toldOf = async (subject: string, reason: string): Promise<string[]> =>
  (
    await told.system.db.sql<{ type: string }>(
      `SELECT type FROM events WHERE subject = $1 AND data->>'reason' = $2 ORDER BY id`,
      [subject, reason],
    )
  ).map(({ type }) => type);

/** Whether the view for people names it. */
const isStuck = async (subject: string, reason: string): Promise<boolean> =>
  (await told.system.db.sql('SELECT FROM stuck_orders WHERE subject = $1 AND reason = $2', [subject, reason]))
    .length === 1;

it.each(CASE_REASONS)(
  '%s opens by itself, is told once, and closes by itself where it can',
  async (reason) => {
    const { subject, look: again, end } = await ROWS[reason]();
    await again();
    await eventually(async () => expect(await toldOf(subject, reason)).toEqual(['case.opened']));
    expect(await isStuck(subject, reason)).toBe(true);
    await again();
    expect(await toldOf(subject, reason)).toEqual(['case.opened']);
    if (!end) return;
    await end();
    await again();
    await eventually(async () =>
      expect(await toldOf(subject, reason)).toEqual(['case.opened', 'case.closed']),
    );
    expect(await isStuck(subject, reason)).toBe(false);
  },
);

it('looks at a paid order with an open case every day, and ever more rarely once a person has closed it', async () => {
  const story = await declined();
  await say(story.order.gatewayOrderId, CHARGED);
  const registrationId = await idOf(story.order.id);
  const nextLook = async () =>
    (
      await told.system.db.sql<{ next: Date | null }>(
        'SELECT next_poll_at - tolem_now() <= $2::interval AS soon, next_poll_at AS next FROM registrations WHERE id = $1',
        [registrationId, '27 hours'],
      )
    )[0]!;
  await look(registrationId);
  await story.settled('paid');
  for (let days = 0; days < 3; days += 1) {
    expect(await nextLook()).toMatchObject({ soon: true });
    await lookAfter(registrationId, () => told.system.pass(2 * DAY_MS));
  }
  await told.system.db.sql(
    `UPDATE cases SET closed_at = tolem_now(), closed_by = 'operator:ann' WHERE order_id = $1 AND closed_at IS NULL`,
    [story.order.id],
  );
  await lookAfter(registrationId, () => told.system.pass(2 * DAY_MS));
  // As at every page that is over: after the seventh day on the fourteenth.
  expect(await nextLook()).toMatchObject({ soon: false, next: expect.any(Date) });
});
