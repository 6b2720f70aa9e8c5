import { GATEWAY_STATUSES } from '@app/gateway';
import { rowsOf } from './locked-facts.fixture.js';

/** For tests and for README: what each answer means, `order as known | answer | ruling`. The words are explained in locked-facts.fixture.ts. */
export const VERDICTS: readonly (readonly [rule: string, table: string])[] = [
  [
    'a payment',
    `
    registered           | open 0/0 code:-100       | -
    registered           | charged 1000/0           | paid 1000/0; settles
    registered           | charged 600/400          | paid 1000/400, partially_refunded +400; settles
    registered hold      | held 0/0                 | authorized; settles
    registered hold      | charged 1000/0           | paid 1000/0; settles; case foreign_operation
    authorized hold      | held 0/0                 | -
    authorized hold      | charged 1000/0           | paid 1000/0; case foreign_operation
    paid 1000/0          | charged 1000/0           | -
    created              | charged 1000/0           | registered 1000/0, paid; settles
    created recovering   | charged 1000/0           | registered 1000/0, paid; settles
    created hold         | held 0/0                 | registered, authorized; settles
    `,
  ],
  [
    'a capture of a hold',
    `
    authorized hold capture:1000             | charged 1000/0 | paid 1000/0
    authorized hold capture:700              | charged 700/0  | paid 700/0
    authorized hold capture:700:done         | charged 700/0  | paid 700/0
    authorized hold capture:700              | charged 800/0  | paid 800/0; case foreign_operation
    authorized hold capture:700:refused      | charged 700/0  | paid 700/0; case foreign_operation
    authorized hold capture:500:refused capture:700 | charged 700/0 | paid 700/0
    authorized hold                          | charged 700/0  | paid 700/0; case foreign_operation
    authorized hold capture:1000:refused     | charged 1000/0 | paid 1000/0; case foreign_operation
    paid 700/0 hold                          | charged 700/0  | -
    paid 700/0 hold                          | charged 800/0  | case foreign_operation
    paid 1000/0                              | charged 1100/0 | case amount_mismatch
    `,
  ],
  [
    'refunds',
    `
    paid 1000/0                   | refunded 600/400                       | partially_refunded 1000/400 +400
    paid 1000/0                   | charged 600/400                        | partially_refunded 1000/400 +400
    paid 1000/0                   | refunded 0/1000                        | refunded 1000/1000 +1000
    paid 1000/0                   | refunded 600/400 refunds:100+300       | partially_refunded 1000/400 +100, order.refunded +300
    paid 1000/0                   | refunded 0/1000 refunds:100+300+600    | partially_refunded 1000/1000 +100, order.refunded +300, refunded +600
    partially_refunded 1000/400   | refunded 600/400 refunds:400           | -
    partially_refunded 1000/400   | refunded 300/700 refunds:400+300       | order.refunded 1000/700 +300
    partially_refunded 1000/400   | refunded 300/700                       | order.refunded 1000/700 +300
    partially_refunded 1000/400   | refunded 0/1000 refunds:400+600        | refunded 1000/1000 +600
    partially_refunded 1000/400   | refunded 0/1000 refunds:400+200+400    | order.refunded 1000/1000 +200, refunded +400
    refunded 1000/1000            | refunded 0/1000                        | -
    refunded 300/300 hold         | refunded 0/1000                        | order.refunded 1000/1000 +700; case foreign_operation
    refunded 300/300 hold         | refunded 0/1000 refunds:300+400+300    | order.refunded 1000/1000 +400, order.refunded +300; case foreign_operation
    refunded 300/300 hold         | refunded 700/300                       | case impossible_move; case foreign_operation
    refunded 1000/1000            | charged 0/1000                         | -
    registered                    | refunded 0/1000                        | paid 1000/1000, refunded +1000; settles
    registered                    | refunded 0/1000 refunds:400+600        | paid 1000/1000, partially_refunded +400, refunded +600; settles
    created                       | refunded 600/400                       | registered 1000/400, paid, partially_refunded +400; settles
    authorized hold capture:1000  | refunded 0/1000                        | paid 1000/1000, refunded +1000
    `,
  ],
  [
    'refunds that the list does not tell one by one',
    `
    paid 1000/0                   | refunded 600/400 refunds:100+200       | partially_refunded 1000/400 +400
    paid 1000/0                   | refunded 600/400 refunds:500+-100      | partially_refunded 1000/400 +400
    paid 1000/0                   | refunded 600/400 refunds:400+0         | partially_refunded 1000/400 +400
    partially_refunded 1000/400   | refunded 500/500 refunds:300+200       | order.refunded 1000/500 +100
    `,
  ],
  [
    'an attempt that failed while the page stays payable',
    `
    registered         | open 0/0 code:116 at:12 card:1111    | order.attempt_failed
    registered         | open 0/0 code:-2025                  | order.attempt_failed
    registered         | open 0/0 code:0                      | -
    registered         | open 0/0                             | -
    registered         | open 0/0 code:-100                   | -
    registered         | open 0/0 code:-30001                 | -
    registered         | open 0/0 code:151019                 | -
    registered         | authenticating 0/0 code:116          | -
    registered older   | open 0/0 code:116                    | -
    created            | open 0/0 code:116                    | -
    `,
  ],
  [
    'an order the bank has closed',
    `
    registered                    | closed 0/0 code:-2007  | expired
    registered                    | closed 0/0 code:-2014  | expired
    registered                    | closed 0/0 code:-2009  | expired
    registered                    | closed 0/0 code:-100   | expired
    registered                    | closed 0/0 code:116    | declined
    registered                    | closed 0/0 code:2007   | declined
    registered                    | closed 0/0 code:2014   | declined
    registered                    | closed 0/0 code:2009   | declined
    registered                    | closed 0/0 code:-2013  | declined
    registered                    | closed 0/0             | declined
    registered cancel:pending     | closed 0/0 code:4005   | cancelled
    registered cancel:unknown     | closed 0/0 code:-2007  | cancelled
    registered cancel:done        | closed 0/0 code:-2007  | expired
    registered cancel:refused     | closed 0/0 code:116    | declined
    registered hold               | closed 0/0 code:116    | declined
    created                       | closed 0/0 code:-2007  | registered, expired
    created recovering            | closed 0/0 code:116    | registered, declined
    rejected recovering           | closed 0/0 code:-2007  | registered, expired
    rejected closed               | closed 0/0 code:-2007  | -
    declined closed               | closed 0/0 code:116    | -
    expired closed                | closed 0/0 code:116    | -
    cancelled closed              | closed 0/0 code:116    | -
    released mine                 | closed 0/0 code:116    | case impossible_move
    authorized hold               | closed 0/0 code:116    | case impossible_move
    paid 1000/0                   | closed 0/0 code:116    | case impossible_move
    `,
  ],
  [
    'money given back by the bank itself',
    `
    authorized hold               | reversed 0/0 | released 0/-
    paid 1000/0                   | reversed 0/0 | released 0/-
    registered                    | reversed 0/0 | released 0/-
    created                       | reversed 0/0 | registered, released 0/-
    released mine                 | reversed 0/0 | -
    declined closed               | reversed 0/0 | -
    expired closed                | reversed 0/0 | -
    cancelled closed              | reversed 0/0 | -
    partially_refunded 1000/400   | reversed 0/0 | case impossible_move
    refunded 1000/1000            | reversed 0/0 | case impossible_move
    registered older              | reversed 0/0 | -
    registered orphan             | reversed 0/0 | -
    authorized hold orphan older  | reversed 0/0 | released 0/-
    `,
  ],
  [
    'money that comes late wins',
    `
    declined closed          | charged 1000/0   | paid 1000/0; settles; case paid_after_close
    expired closed           | charged 1000/0   | paid 1000/0; settles; case paid_after_close
    cancelled closed         | charged 1000/0   | paid 1000/0; settles; case paid_after_close
    rejected orphan          | charged 1000/0   | registered 1000/0, paid; settles; case paid_after_close
    declined hold closed     | held 0/0         | authorized; settles; case paid_after_close
    cancelled hold closed    | held 0/0         | authorized; settles; case paid_after_close
    expired closed           | refunded 0/1000  | paid 1000/1000, refunded +1000; settles; case paid_after_close
    declined closed older    | charged 1000/0   | paid 1000/0; settles; case paid_after_close
    declined closed          | refunded 600/400 | paid 1000/400, partially_refunded +400; settles; case paid_after_close
    cancelled closed         | refunded 0/1000 refunds:400+600 | paid 1000/1000, partially_refunded +400, refunded +600; settles; case paid_after_close
    rejected orphan          | refunded 0/1000  | registered 1000/1000, paid, refunded +1000; settles; case paid_after_close
    rejected hold orphan     | held 0/0         | registered, authorized; settles; case paid_after_close
    expired closed           | charged 999/0    | case amount_mismatch
    `,
  ],
  [
    'which registration speaks',
    `
    registered older                | charged 1000/0        | paid 1000/0; settles
    registered hold older           | held 0/0              | authorized; settles
    registered older                | closed 0/0 code:116   | -
    registered older                | closed 0/0 code:-2007 | -
    registered older                | open 0/0              | -
    registered orphan older         | charged 1000/0        | paid 1000/0; settles
    created orphan older            | charged 1000/0        | registered 1000/0, paid; settles
    registered orphan older         | open 0/0 code:116     | close page
    registered orphan older         | closed 0/0 code:116   | -
    registered orphan               | closed 0/0 code:116   | -
    paid 1000/0 elsewhere           | open 0/0 code:116     | close page
    paid 1000/0 elsewhere           | closed 0/0 code:116   | -
    paid 1000/0 elsewhere           | reversed 0/0          | -
    authorized hold elsewhere older | open 0/0              | close page
    `,
  ],
  [
    'money on a second registration',
    `
    paid 1000/0 elsewhere           | charged 1000/0   | case double_payment
    paid 1000/0 elsewhere older     | charged 1000/0   | case double_payment
    authorized hold elsewhere       | held 0/0         | case double_payment
    authorized hold elsewhere       | charged 1000/0   | case double_payment
    released elsewhere              | charged 1000/0   | case double_payment
    refunded 1000/1000 elsewhere    | charged 1000/0   | case double_payment
    paid 1000/0 elsewhere           | refunded 600/400 | case double_payment
    paid 1000/0 elsewhere           | refunded 0/1000  | -
    paid 1000/0 elsewhere           | charged 1000/0 chargeback | case double_payment
    `,
  ],
  [
    'a wrong amount, currency or number is never paid',
    `
    registered            | charged 1000/0 amount:999     | case amount_mismatch
    registered            | charged 999/0                 | case amount_mismatch
    registered            | charged 1001/0                | case amount_mismatch
    registered            | charged 0/0                   | case contradictory_answer
    registered            | charged 1000/0 currency:USD   | case amount_mismatch
    registered            | charged 1000/0 currency:999   | case amount_mismatch
    registered            | charged 1000/0 number:other   | case amount_mismatch
    registered            | refunded 0/999                | released
    registered            | closed 0/0 amount:999         | case amount_mismatch
    registered            | open 0/0 number:other         | case amount_mismatch
    registered hold       | held 0/0 amount:999           | case amount_mismatch
    registered hold       | held 0/0 approved:999         | case amount_mismatch
    registered hold       | held 0/0 approved:0           | case amount_mismatch
    registered hold       | held bare                     | authorized; settles
    registered replaced   | charged 1000/0                | case amount_mismatch
    registered replaced hold | held 0/0                   | case amount_mismatch
    registered replaced   | open 0/0                      | -
    created               | charged 1000/0 amount:1       | case amount_mismatch
    `,
  ],
  [
    'amounts that the bank does not tell',
    `
    registered            | charged bare                  | paid 1000/0; settles
    paid 1000/0           | charged bare                  | -
    paid 1000/0           | refunded bare                 | case amounts_unknown
    registered            | refunded bare                 | case amounts_unknown
    registered hold       | refunded 600/0                | case amounts_unknown
    registered            | charged bare amount:999       | case amount_mismatch
    authorized hold                    | charged bare     | paid 1000/0; case foreign_operation
    authorized hold capture:700        | charged bare     | paid 700/0
    authorized hold capture:700:refused | charged bare    | paid 1000/0; case foreign_operation
    paid 700/0 hold                    | charged bare     | -
    refunded 1000/1000                 | refunded bare    | case amounts_unknown
    declined closed                    | charged bare     | paid 1000/0; settles; case paid_after_close
    `,
  ],
  [
    'every member of the amount block may be missing, but what its status needs',
    `
    registered            | charged 1000/?                | paid 1000/0; settles
    registered            | charged ?/0                   | case amounts_unknown
    registered            | charged ?/?                   | case amounts_unknown
    paid 1000/0           | charged ?/0                   | case amounts_unknown
    registered            | refunded ?/1000               | paid 1000/1000, refunded +1000; settles
    paid 1000/0           | refunded ?/1000               | refunded 1000/1000 +1000
    paid 1000/0           | refunded ?/400                | partially_refunded 1000/400 +400
    paid 1000/0           | refunded 600/?                | case amounts_unknown
    paid 1000/0           | refunded ?/?                  | case amounts_unknown
    paid 700/0 hold       | refunded ?/700                | refunded 700/700 +700
    registered hold       | held ?/? approved:?           | authorized; settles
    registered            | closed ?/? approved:?         | declined
    registered            | closed ?/0 code:-2007         | expired
    registered hold       | reversed ?/?                  | released 0/-
    registered            | open ?/?                      | -
    `,
  ],
  [
    'a block that leaves depositedAmount as it was counts the refunds once',
    `
    paid 1000/0                   | refunded 1000/250             | partially_refunded 1000/250 +250
    partially_refunded 1000/250   | refunded 1000/1000            | refunded 1000/1000 +750
    registered                    | refunded 1000/1000            | paid 1000/1000, refunded +1000; settles
    paid 700/0 hold               | refunded 700/200              | partially_refunded 700/200 +200
    authorized hold               | refunded 700/200              | case amounts_unknown
    authorized hold               | refunded ?/700                | case amounts_unknown
    authorized hold               | refunded 0/700                | paid 700/700, refunded +700; case foreign_operation
    authorized hold capture:700   | refunded 700/200              | paid 700/200, partially_refunded +200
    authorized hold               | refunded 1000/400             | paid 1000/400, partially_refunded +400; case foreign_operation
    partially_refunded 700/200 hold | refunded 500/200            | -
    `,
  ],
  [
    'a status that its own figures deny is not believed',
    `
    registered            | closed 1000/0                 | case contradictory_answer
    registered            | closed 1/0 code:-2007         | case contradictory_answer
    registered            | closed 0/1000                 | case contradictory_answer
    registered            | open 1000/0                   | case contradictory_answer
    registered hold       | held 1000/0                   | case contradictory_answer
    registered hold       | reversed 0/0 approved:1000    | case contradictory_answer
    authorized hold       | reversed 0/0 approved:1000    | case contradictory_answer
    paid 1000/0           | reversed 1000/0               | case contradictory_answer
    paid 1000/0           | reversed 1000/0 approved:0 state:REVERSED | released 0/-
    paid 1000/0           | reversed 0/0                  | released 0/-
    registered            | charged 0/0 approved:1000     | case contradictory_answer
    registered hold       | closed 0/0 approved:1000      | case contradictory_answer
    registered            | open 0/0 approved:1000        | case contradictory_answer
    registered            | closed ?/? approved:? state:DEPOSITED | case contradictory_answer
    registered            | closed 0/0 state:DECLINED     | declined
    paid 1000/0           | reversed ?/? approved:? state:DEPOSITED | case contradictory_answer
    authorized hold       | reversed 0/0 approved:? state:APPROVED | case contradictory_answer
    declined closed       | charged 0/0                   | case contradictory_answer
    `,
  ],
  [
    'an earlier word about what is further on moves nothing',
    `
    paid 1000/0 closed              | authenticating 0/0   | case impossible_move
    paid 1000/0 closed              | capturing 0/0        | case impossible_move
    declined closed                 | pending 0/0          | case impossible_move
    authorized hold                 | authenticating 0/0   | case impossible_move
    authorized hold                 | capturing 0/0        | -
    paid 1000/0 closed              | closed 0/0           | case impossible_move
    partially_refunded 1000/400 closed | charged 1000/0    | case contradictory_answer
    released mine closed            | charged 1000/0       | case impossible_move
    `,
  ],
  [
    'an answer about another page, or with another registration’s echo, is about us in nothing',
    `
    registered            | charged 1000/0 id:other       | case stranger_at_gateway
    registered            | charged 1000/0 echo:other     | case stranger_at_gateway
    registered            | charged 1000/0 echo:mine      | paid 1000/0; settles
    registered            | closed 0/0 id:other           | case stranger_at_gateway
    registered            | open 0/0 echo:other           | case stranger_at_gateway
    `,
  ],
  [
    'a wrong amount that is all with the payer again ends the order',
    `
    registered            | refunded 0/999                | released
    registered            | refunded 999/999              | released
    registered            | refunded 0/1000 amount:999    | released
    registered            | reversed 0/0 amount:999       | released
    registered            | refunded 500/499              | case amount_mismatch
    paid 1000/0           | refunded 0/1000 amount:999    | case amount_mismatch
    paid 1000/0           | reversed 0/0 amount:999       | case amount_mismatch
    paid 1000/0           | refunded 1500/1500            | case amount_mismatch
    partially_refunded 1000/400 | refunded 0/1000 amount:600 | case amount_mismatch
    refunded 1000/1000    | refunded 0/1000 amount:999    | -
    declined closed       | refunded 0/999                | -
    registered            | refunded 0/999 number:other   | case amount_mismatch
    registered older      | refunded 0/999                | -
    authorized hold       | refunded 0/1500               | released
    `,
  ],
  [
    'no more than was held can have been captured',
    `
    authorized hold       | charged 1001/0                | case amount_mismatch
    registered hold       | charged 1001/0                | case amount_mismatch
    authorized hold       | charged 700/0                 | paid 700/0; case foreign_operation
    `,
  ],
  [
    'captured and refunded never go down',
    `
    partially_refunded 1000/400     | refunded 700/300     | case contradictory_answer
    partially_refunded 1000/400     | charged 1000/0       | case contradictory_answer
    partially_refunded 1000/400     | charged bare         | case contradictory_answer
    paid 1000/0 hold                | charged 900/0        | case contradictory_answer
    refunded 1000/1000              | charged 1000/0       | case contradictory_answer
    paid 1000/0                     | charged 0/0          | case contradictory_answer
    paid 1000/0                     | refunded -500/1500   | case amount_mismatch
    registered hold                 | refunded -500/400    | case amounts_unknown
    `,
  ],
  [
    'words that need a move the table forbids',
    `
    paid 1000/0 hold                | held 0/0             | case impossible_move
    paid 1000/0                     | held 0/0             | case impossible_move
    registered                      | held 0/0             | case impossible_move
    released mine                   | charged 1000/0       | case impossible_move
    released mine hold              | held 0/0             | case impossible_move
    paid 1000/0 closed              | open 0/0             | case impossible_move
    authorized hold                 | open 0/0             | case impossible_move
    declined closed                 | open 0/0             | case impossible_move
    `,
  ],
  [
    'an unknown is never a decline',
    `
    registered                      | unknown 0/0          | case unknown_status
    registered                      | unknown 0/0 code:116 | case unknown_status
    registered                      | unknown 0/0 amount:1 | case unknown_status
    authorized hold                 | unknown 0/0          | case unknown_status
    paid 1000/0                     | unknown 0/0          | case unknown_status
    registered                      | absent 0/0           | case unknown_at_gateway
    paid 1000/0                     | absent 0/0           | case unknown_at_gateway
    created                         | absent 0/0           | case unknown_at_gateway
    registered                      | authenticating 0/0   | -
    registered                      | pending 0/0          | -
    registered                      | capturing 0/0        | -
    authorized hold                 | capturing 0/0        | -
    paid 1000/0                     | pending 0/0          | case impossible_move
    `,
  ],
  [
    'a chargeback is announced once',
    `
    paid 1000/0                     | charged 1000/0 chargeback        | order.disputed; case disputed
    paid 1000/0 disputed            | charged 1000/0 chargeback        | case disputed
    paid 1000/0 disputed            | charged 1000/0                   | -
    paid 1000/0                     | charged 600/0 chargeback         | order.disputed; case contradictory_answer; case disputed
    paid 1000/0                     | charged 0/0 chargeback           | order.disputed; case contradictory_answer; case disputed
    paid 1000/0                     | reversed 0/0 chargeback          | released 0/-, order.disputed; case disputed
    paid 1000/0                     | charged 1000/0 amount:1 chargeback | case amount_mismatch
    registered                      | charged 1000/0 chargeback        | paid 1000/0, order.disputed; settles; case disputed
    paid 1000/0                     | refunded 0/1000 chargeback       | refunded 1000/1000 +1000, order.disputed; case disputed
    expired closed                  | charged 1000/0 chargeback        | paid 1000/0, order.disputed; settles; case paid_after_close; case disputed
    `,
  ],
];

/** The same rows by the bank's status, as a table of README. */
export function asMarkdown(): string {
  const rows = VERDICTS.flatMap(([, table]) => rowsOf(table)).map(
    ([order = '', answer = '', ruling = '']) => {
      const [status = '', ...rest] = answer.split(' ');
      return { status, cells: [status, rest.join(' '), order, ruling] };
    },
  );
  const sorted = GATEWAY_STATUSES.flatMap((status) => rows.filter((row) => row.status === status));
  const lines = [...new Set(sorted.map(({ cells }) => cells.join(' | ')))].map((line) => line.split(' | '));
  const head = ['status', 'amounts and the like', 'order as known', 'ruling'];
  const widths = head.map((name, at) => Math.max(name.length, ...lines.map((cells) => cells[at]!.length)));
  const toLine = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at]!)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [toLine(head), rule, ...lines.map(toLine)].join('\n');
}
