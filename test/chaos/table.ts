import type { Polls } from './polls.js';
import type { Chaos } from './run-chaos.js';

/** What the chaos run was and what it left, for people. */
export function tableOf({ findings, calm, hits, repeats, wipes, crashes }: Chaos): string {
  const needed = Object.entries(findings.forAPerson);
  const sum = (field: 'expected' | 'found') => needed.reduce((total, [, count]) => total + count[field], 0);
  const deaths = Object.values(hits).reduce((total, count) => total + count, 0);
  const rows: [string, string | number][] = [
    ['orders', findings.orders],
    ['of them paid, and seen to be', findings.paid],
    ['killed at a crash point · job store wiped · Postgres crashed', `${deaths} · ${wipes} · ${crashes}`],
    ['forgotten by Tolem', findings.forgotten.length],
    ['state other than the bank’s ledger says', findings.differing.length],
    ['cases left open that time heals', findings.casesTooMany.length],
    ['orders that need a person: expected = found', `${sum('expected')} = ${sum('found')}`],
    ...needed.map(([reason, { expected, found }]): [string, string] => [
      `  ${reason}`,
      `${expected} = ${found}`,
    ]),
    ['paid at the bank, never seen by the subscriber', findings.paidAndNeverSeen.length],
    ['seen as paid, not paid at the bank', findings.seenAndNotPaid.length],
    [
      'refunded · reversed · disputed at the bank’s cabinet',
      Object.values(findings.atTheCabinet).join(' · '),
    ],
    ['given back at the bank and not announced', findings.givenBackUntold.length],
    ['the same, within hours of a bank without a fault', calm.untoldInQuiet.length],
    ['chargebacks not told', findings.chargebacksUntold.length],
    ['paid orders kept waiting by another’s answer', calm.keptWaiting.length],
    ['fail page for a paid order', findings.sentAwayPaid.length],
    ['ended by hand, though paid at the bank', calm.endedByHand],
    ['ended by hand and paid later, unseen', calm.endedAndUnseen.length],
    ['polls per order settled in the chaos', perOrder(calm.polls, 'until')],
    ['polls per such order in the calm weeks after', perOrder(calm.polls, 'after')],
    ['facts announced under two ids', findings.twoIds.length],
    ['gaps in the log', findings.gapsInTheLog.length],
    ['gaps or disorder at the subscriber', findings.outOfOrder.length],
    ['events the subscriber never saw', findings.unseen.length],
    ['events it was handed over once more', repeats],
    ['states counted other than the log tells', findings.countedOtherwise.length],
    ['moments with two payable pages', findings.twoPages.length],
    ['the same, where decline.do was given a fault', findings.twoPagesAfterAFault.length],
    ['crash points never met', Object.values(hits).filter((count) => count === 0).length],
    ...Object.entries(hits).map(([point, count]): [string, number] => [`  ${point}`, count]),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n');
}

const perOrder = (polls: Polls, which: 'until' | 'after'): string =>
  `${(polls[which] / polls.orders).toFixed(2)} (${polls[which]} of ${polls.orders} orders)`;
