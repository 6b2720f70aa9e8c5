import type { SeenEvent } from '../events.repository.js';
import type { ShopOrder } from '../orders.repository.js';
import { bankActs } from './bank-acts.js';
import type { BankSight } from './bank-journal.js';
import type { Note } from './notes.repository.js';
import type { Act, Deed, Step } from './step.js';

export type Seen = Readonly<{
  order: ShopOrder;
  notes: readonly Note[];
  /** Oldest first. */
  events: readonly SeenEvent[];
  bank: BankSight;
}>;

/** What belongs to each step of the bank's guide, and what of it has to be seen before the step has happened. */
const STEPS: readonly Readonly<{ deeds: readonly Deed[]; happensBy: readonly Deed[]; atBank?: true }>[] = [
  { deeds: ['bought'], happensBy: ['bought'] },
  { deeds: ['ordered'], happensBy: ['ordered'] },
  { deeds: ['asked', 'register-asked'], happensBy: ['asked', 'register-asked'] },
  { deeds: ['registered', 'answered'], happensBy: ['registered', 'answered'] },
  { deeds: ['sent'], happensBy: ['sent'] },
  { deeds: ['page-opened'], happensBy: ['page-opened'], atBank: true },
  { deeds: ['card-taken', 'wallet-taken'], happensBy: ['card-taken', 'wallet-taken'], atBank: true },
  {
    deeds: ['3ds-begun', '3ds-ended', 'approved', 'refused'],
    happensBy: ['3ds-begun', 'approved', 'refused'],
    atBank: true,
  },
  // The bank's redirect alone is not a return: the payer may close the page.
  { deeds: ['redirected', 'returned'], happensBy: ['returned'] },
  // The bank may be asked in vain many times; it has told once an event says so.
  { deeds: ['status-told', 'event'], happensBy: ['event'] },
];

/** The ten steps of one payment, from what was seen of it and nothing else. */
export function tenSteps(seen: Seen): Step[] {
  const acts = allActs(seen).toSorted((one, other) => one.at.getTime() - other.at.getTime());
  return STEPS.map(({ deeds, happensBy, atBank }, index): Step => {
    const mine = acts.filter(({ deed }) => deeds.includes(deed));
    const seenNow = mine.some(({ deed }) => happensBy.includes(deed));
    const about = { number: index + 1, acts: mine };
    if (seenNow) return { ...about, sight: 'seen', at: instantOf(mine) };
    const { kind } = seen.bank;
    return {
      ...about,
      sight: mine.length > 0 ? 'begun' : atBank && kind !== 'told' ? kind : 'absent',
      at: null,
    };
  });
}

/** A step happened when it was first seen; the last one when the bank told what the events are about. */
function instantOf(acts: readonly Act[]): Date | null {
  const told = acts.findLast(({ deed }) => deed === 'status-told');
  return (told ?? acts[0])?.at ?? null;
}

function allActs({ order, notes, events, bank }: Seen): Act[] {
  const { number, product, amountMinor, shop, createdAt } = order;
  const ordered = { number, product, amountMinor, shop, createdAt };
  return [
    { at: createdAt, deed: 'ordered', from: 'shop', to: 'shop', evidence: json(ordered) },
    ...notes.map(({ at, what, evidence }): Act => ({ at, deed: what, ...BETWEEN[what], evidence })),
    ...events.filter(tellsAnOutcome).map(eventAct),
    ...(bank.kind === 'told' ? bank.entries.flatMap(bankActs) : []),
  ];
}

const BETWEEN: Readonly<Record<Note['what'], Pick<Act, 'from' | 'to'>>> = {
  bought: { from: 'payer', to: 'shop' },
  asked: { from: 'shop', to: 'tolem' },
  answered: { from: 'tolem', to: 'shop' },
  sent: { from: 'shop', to: 'payer' },
  returned: { from: 'payer', to: 'shop' },
};

/** That an order was registered says nothing of a payment. */
const tellsAnOutcome = ({ type }: SeenEvent): boolean => type !== 'order.registered';

const eventAct = ({ type, sequence, receivedAt, data }: SeenEvent): Act => ({
  at: receivedAt,
  deed: 'event',
  from: 'tolem',
  to: 'shop',
  evidence: `${type}  sequence ${sequence}\n\n${json(data)}`,
});

const json = (value: unknown): string => JSON.stringify(value, null, 2);
