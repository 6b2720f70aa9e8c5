// Aim: code, SQL and docs/architecture.md tell of the same states and moves. The live database is asked in test/integration/order-state.once.spec.ts.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { EVENT_TYPES } from '@app/subscriber';
import fc from 'fast-check';
import { ORDER_STATES, type OrderState, pathTo } from './order-state.js';

const ROOT = path.resolve(__dirname, '../../../..');
const STATES = Object.keys(ORDER_STATES) as OrderState[];
const MOVES = STATES.flatMap((from) => ORDER_STATES[from].to.map((to) => `${from} --> ${to}`));

const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

/** The states a CHECK (state IN (…)) of this name allows, from the text of the migration. */
function statesOfCheck(sql: string): string[] {
  const [, list] = /CONSTRAINT orders_state_known CHECK \(state IN \(([^)]*)\)\)/.exec(sql)!;
  return [...list!.matchAll(/'(\w+)'/g)].map(([, state]) => state!);
}

/** `from --> to` lines of the state diagram in docs/architecture.md, the start included. */
function movesOfDiagram(document: string): string[] {
  const [, diagram] = /```mermaid\s+stateDiagram-v2\s([\s\S]*?)```/.exec(document)!;
  return [...diagram!.matchAll(/^\s*(\S+)\s*-->\s*(\w+)/gm)].map(([, from, to]) => `${from} --> ${to}`);
}

it('has the states that the database allows, and no other', () => {
  const allowed = statesOfCheck(read('libs/database/src/migrations/1700000000001-orders.ts'));
  expect(allowed.toSorted()).toEqual(STATES.toSorted());
});

it('has the moves that the document draws, and no other', () => {
  const drawn = movesOfDiagram(read('docs/architecture.md'));
  expect(drawn.toSorted()).toEqual(['[*] --> created', ...MOVES].toSorted());
});

it('leads only to states that exist, and never from a state to itself', () => {
  for (const state of STATES) {
    expect(STATES).toEqual(expect.arrayContaining([...ORDER_STATES[state].to]));
    expect(ORDER_STATES[state].to).not.toContain(state);
  }
});

it('reaches every state from created', () => {
  const reached = new Set<OrderState>(['created']);
  // A Set that grows while it is walked is walked to its end.
  for (const state of reached) for (const to of ORDER_STATES[state].to) reached.add(to);
  expect([...reached].toSorted()).toEqual(STATES.toSorted());
});

it('announces every state but the first, in words that are in the catalogue', () => {
  for (const state of STATES.filter((name) => name !== 'created'))
    expect(EVENT_TYPES).toContain(ORDER_STATES[state].event);
  expect(ORDER_STATES.created.event).toBeNull();
});

it.each<[OrderState, OrderState, string | null]>([
  ['created', 'registered', 'registered'],
  ['created', 'rejected', 'rejected'],
  ['created', 'cancelled', 'cancelled'],
  ['created', 'paid', 'registered paid'],
  ['created', 'authorized', 'registered authorized'],
  ['created', 'expired', 'registered expired'],
  ['created', 'refunded', 'registered paid refunded'],
  ['rejected', 'paid', 'registered paid'],
  ['registered', 'paid', 'paid'],
  ['registered', 'refunded', 'paid refunded'],
  ['registered', 'partially_refunded', 'paid partially_refunded'],
  ['authorized', 'refunded', 'paid refunded'],
  ['paid', 'refunded', 'refunded'],
  ['declined', 'paid', 'paid'],
  ['expired', 'authorized', 'authorized'],
  ['cancelled', 'refunded', 'paid refunded'],
  ['paid', 'paid', ''],
  ['cancelled', 'registered', null],
  ['declined', 'released', null],
  ['paid', 'authorized', null],
  ['paid', 'registered', null],
  ['partially_refunded', 'paid', null],
  ['partially_refunded', 'released', null],
  ['released', 'paid', null],
  ['refunded', 'paid', null],
  ['refunded', 'partially_refunded', null],
])('the way from %s to %s is %p', (from, to, way) => {
  expect(pathTo(from, to)?.join(' ') ?? null).toBe(way);
});

it('walks only where the table leads, and arrives', () => {
  const anyState = fc.constantFrom(...STATES);
  fc.assert(
    fc.property(anyState, anyState, (from, to) => {
      const way = pathTo(from, to);
      if (way === null) return true;
      const stops = [from, ...way];
      return stops.at(-1) === to && way.every((stop, at) => ORDER_STATES[stops[at]!].to.includes(stop));
    }),
    { numRuns: 1_000 },
  );
});
