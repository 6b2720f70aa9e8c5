// Aim: a list that is ordered by severity knows every reason there is.
import { CASE_REASONS } from '../ruling/ruling.js';
import { SEVERITIES, SEVERITY_OF, severityOf, severityRank } from './severity.js';

it.each(CASE_REASONS)('%s has a severity', (reason) => expect(SEVERITIES).toContain(SEVERITY_OF[reason]));

it('takes a reason of a newer version for more than tidying up', () =>
  expect(severityOf('found_next_year')).toBe('waits'));

it('puts money first in SQL, and a reason of a newer version in the middle', () => {
  const rank = severityRank('reason');
  expect(rank).toMatch(/IN \([^)]*'disputed'[^)]*\) THEN 0/);
  expect(rank).toMatch(/IN \([^)]*'bank_clock'[^)]*\) THEN 2 ELSE 1 END$/);
});
