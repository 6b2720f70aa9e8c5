// Aim: the ten steps show what was seen and nothing else, whatever became of the payment.
import type { SeenEvent } from '../events.repository.js';
import type { ShopOrder } from '../orders.repository.js';
import type { BankEntry, BankSight } from './bank-journal.js';
import type { Note } from './notes.repository.js';
import { tenSteps, type Seen } from './ten-steps.js';

let clock = 0;
const next = () => new Date(Date.UTC(2026, 0, 31, 9, 0, (clock += 1)));
beforeEach(() => (clock = 0));

const note = (what: Note['what']): Note => ({ at: next(), what, evidence: what });
const entry = (what: string, more: Partial<BankEntry> = {}): BankEntry => ({
  at: next().toISOString(),
  what,
  ...more,
});
const event = (type: string): SeenEvent => {
  const data = { gatewayOrderId: 'g' } as SeenEvent['data'];
  return {
    type,
    sequence: 2,
    time: '',
    cause: 'return',
    reason: null,
    advice: null,
    data,
    receivedAt: next(),
  };
};

const call = { request: { password: '…', orderId: 'g' }, answer: { orderStatus: 2 } };

function registered() {
  const bought = note('bought');
  const order = { number: 'DS-1', state: 'undecided', createdAt: next() } as ShopOrder;
  const notes = [bought, note('asked')];
  const entries = [entry('registered', call)];
  notes.push(note('answered'), note('sent'));
  return { order, notes, entries, events: [event('order.registered')] };
}

const look = (seen: Omit<Seen, 'bank'>, bank: BankSight) => tenSteps({ ...seen, bank });
const told = (entries: BankEntry[]): BankSight => ({ kind: 'told', entries });
const sights = (seen: Omit<Seen, 'bank'>, bank: BankSight) => look(seen, bank).map(({ sight }) => sight);

function paid() {
  const seen = registered();
  seen.entries.push(
    entry('page-opened'),
    entry('card-taken', { card: '…3333' }),
    entry('processed', { outcome: 'approved' }),
    entry('redirected', { url: 'https://tolem.kz/pay/return/…' }),
    entry('status-told', call),
  );
  seen.events.push(event('order.paid'));
  seen.notes.push(note('returned'));
  return seen;
}

it('shows all ten of a paid order, in order', () => {
  const seen = paid();
  const steps = look(seen, told(seen.entries));
  expect(steps.map(({ number, sight }) => [number, sight])).toEqual(
    Array.from({ length: 10 }, (_, index) => [index + 1, 'seen']),
  );
  const instants = steps.map(({ at }) => at!.getTime());
  expect(instants).toEqual(instants.toSorted((one, other) => one - other));
});

it('shows a call to the bank as it was sent', () => {
  const seen = paid();
  const [, , third, fourth, , , , , , tenth] = look(seen, told(seen.entries));
  expect(third!.acts.map(({ deed }) => deed)).toEqual(['asked', 'register-asked']);
  expect(third!.acts[1]!.evidence).toBe('POST /payment/rest/register.do\n\npassword=…\norderId=g');
  expect(fourth!.acts.map(({ deed }) => deed)).toEqual(['registered', 'answered']);
  expect(tenth!.acts[0]!.evidence).toContain('getOrderStatusExtended.do');
  expect(tenth!.acts[0]!.evidence).toContain('"orderStatus": 2');
});

it('shows no return of a payer whom the bank has sent back and who never came', () => {
  const { notes, ...seen } = paid();
  const [ninth] = look(
    { ...seen, notes: notes.filter(({ what }) => what !== 'returned') },
    told(seen.entries),
  ).slice(8, 9);
  expect(ninth).toMatchObject({ sight: 'begun', at: null, acts: [{ deed: 'redirected' }] });
});

it('shows the steps as far as they have come', () => {
  const seen = registered();
  const five = Array.from({ length: 5 }, () => 'seen');
  const none = Array.from({ length: 5 }, () => 'absent');
  expect(sights(seen, told(seen.entries))).toEqual([...five, ...none]);
  expect(sights(seen, told([...seen.entries, entry('status-told', call)]))[9]).toBe('begun');
});

it('says what it cannot see, and still shows what the shop saw itself', () => {
  const seen = paid();
  const hidden = (kind: 'unconfigured' | 'unreachable') => sights(seen, { kind });
  for (const kind of ['unconfigured', 'unreachable'] as const)
    expect(hidden(kind)).toEqual(['seen', 'seen', 'seen', 'seen', 'seen', kind, kind, kind, 'seen', 'seen']);
});

it('shows what was refused', () => {
  const seen = registered();
  seen.entries.push(
    entry('card-taken'),
    entry('processed', { outcome: 'refused', actionCode: 71015 }),
    entry('a-word-of-tomorrow'),
  );
  seen.events.push(event('order.declined'));
  const steps = look(seen, told(seen.entries));
  expect(steps[7]!.acts).toMatchObject([{ deed: 'refused', from: 'bank', to: 'payer' }]);
  expect(steps[7]!.acts[0]!.evidence).toContain('71015');
  expect(steps[9]).toMatchObject({ sight: 'seen', acts: [{ deed: 'event' }] });
});
