import type { BankEntry } from './bank-journal.js';
import type { Act, Deed, Party } from './step.js';

const BETWEEN: Readonly<Record<string, readonly [Deed, Party, Party]>> = {
  'page-opened': ['page-opened', 'payer', 'bank'],
  'card-taken': ['card-taken', 'payer', 'bank'],
  'wallet-taken': ['wallet-taken', 'payer', 'bank'],
  '3ds-begun': ['3ds-begun', 'bank', 'payer'],
  '3ds-ended': ['3ds-ended', 'payer', 'bank'],
  redirected: ['redirected', 'bank', 'payer'],
};

/** What an entry of the gateway simulator's journal shows; of one that this shop does not know, nothing. */
export function bankActs(entry: BankEntry): Act[] {
  const at = new Date(entry.at);
  if (entry.what === 'registered' && entry.request && entry.answer)
    return [
      {
        at,
        deed: 'register-asked',
        from: 'tolem',
        to: 'bank',
        evidence: form('register.do', entry.request),
      },
      { at, deed: 'registered', from: 'bank', to: 'tolem', evidence: json(entry.answer) },
    ];
  if (entry.what === 'status-told' && entry.request && entry.answer) {
    const evidence = `${form('getOrderStatusExtended.do', entry.request)}\n\n${json(entry.answer)}`;
    return [{ at, deed: 'status-told', from: 'tolem', to: 'bank', evidence }];
  }
  const [deed, from, to] =
    (entry.what === 'processed' ? processed(entry) : BETWEEN[entry.what]) ?? ([] as const);
  return deed && from && to ? [{ at, deed, from, to, evidence: json(entry) }] : [];
}

function processed({ outcome }: BankEntry): readonly [Deed, Party, Party] | undefined {
  return outcome === 'approved' || outcome === 'refused' ? [outcome, 'bank', 'payer'] : undefined;
}

/** A call as it went over the wire, a field a line. */
const form = (call: string, fields: Readonly<Record<string, unknown>>): string =>
  [
    `POST /payment/rest/${call}`,
    '',
    ...Object.entries(fields).map(([name, value]) => `${name}=${text(value)}`),
  ]
    .join('\n')
    .trimEnd();

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
const json = (value: unknown): string => JSON.stringify(value, null, 2);
