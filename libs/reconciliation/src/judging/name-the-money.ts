import type { StatusAnswer } from '@app/gateway';
import type { Finding, LockedFacts } from '@app/orders';

/**
 * What a person needs of every finding, before he opens the bank's cabinet: which page it is about, and the amounts that the bank
 * said, in minor units. They are facts like the others: a case that was closed on one amount opens again on another.
 */
export function nameTheMoney(
  { registration }: Pick<LockedFacts, 'registration'>,
  answer: StatusAnswer,
  findings: readonly Finding[],
): Finding[] {
  const said = {
    registration: registration.id,
    amount: answer.amountMinor,
    currency: answer.currency,
    approved: answer.amounts?.approvedMinor,
    deposited: answer.amounts?.depositedMinor,
    refunded: answer.amounts?.refundedMinor,
  };
  const named = Object.entries(said).flatMap(([name, value]) => {
    if (value === null || value === undefined) return [];
    return [[name, typeof value === 'bigint' ? Number(value) : value]];
  });
  return findings.map(({ reason, detail }) => ({
    reason,
    detail: { ...Object.fromEntries(named), ...detail },
  }));
}
