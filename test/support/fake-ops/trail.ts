import { AUDIT_ACTIONS } from '../../../apps/dashboard/src/api/words.js';
import { idOf } from './stuck-rows.js';

const DETAIL: Readonly<Record<string, object>> = {
  'bulk-ask': { filter: { reason: ['look_overdue'] }, registrations: 2_300 },
  comment: { text: 'Called the bank, they look into it until noon.' },
  assign: { assignee: 'daniyar' },
  'close-case': {
    caseId: idOf(1, 1),
    about: 'amount_mismatch',
    reason: 'The shop agreed to the smaller amount.',
  },
  'set-operator': { role: 'operator' },
  resolve: { outcome: 'declined', reason: 'The bank confirmed by letter that nothing was paid.' },
  'replay-event': { subscription: 'warehouse', jobId: `${idOf(4, 7)}-r1` },
};
const PEOPLE = ['aigerim', 'daniyar', 'saule'];

function subjectOf(action: string, at: number): string {
  if (action === 'bulk-ask') return `ask:${idOf(7, at)}`;
  if (action.startsWith('sign') || action.endsWith('-operator'))
    return `operator:${PEOPLE[at % PEOPLE.length]}`;
  return `order:${idOf(2, at)}`;
}

export function auditTrail({ before, operator, action, limit }: Record<string, unknown>) {
  const all = Array.from({ length: 130 }, (_, at) => {
    const id = 130 - at;
    const act = AUDIT_ACTIONS[id % AUDIT_ACTIONS.length]!;
    return {
      id: String(id),
      at: new Date(Date.now() - at * 1_234_567).toISOString(),
      operator: PEOPLE[id % PEOPLE.length]!,
      action: act,
      subject: subjectOf(act, id),
      detail: DETAIL[act] ?? null,
    };
  });
  const found = all.filter(
    (one) =>
      (!before || Number(one.id) < Number(before)) &&
      (!operator || one.operator === operator) &&
      (!action || one.action === action),
  );
  const items = found.slice(0, Number(limit ?? 50));
  return { items, nextBefore: found.length > items.length ? items.at(-1)!.id : null };
}
