import { ALWAYS, asked, type CabinetAct, type Trouble } from './trouble.js';

const PART = 300_000;

const refund = (amount: number, afterMs = 0, more: object = {}): CabinetAct => ({
  does: 'refunds',
  with: { amount, ...more },
  afterMs,
});
const ALL = 0;
const QUIETLY = { callback: false };

const done = (name: string, cabinet: readonly CabinetAct[], more: Partial<Trouble> = {}): Trouble => ({
  name: `at the bank's cabinet: ${name}`,
  payer: 'pays',
  mode: 'charge',
  cabinet,
  ...more,
});

const later = (name: string, cabinetLater: readonly CabinetAct[], more: Partial<Trouble> = {}): Trouble => ({
  ...done(name, [], more),
  cabinetLater,
});

/** Callbacks that are the same to the byte, so long after each other: a moment, a breath, and longer than any repeat of the bank's. */
export const TWICE_WITHIN_SECONDS: readonly Trouble[] = [150, 3_000, 7_000].map((afterMs) =>
  done(`the same part is refunded twice, ${afterMs} ms apart`, [refund(PART), refund(PART, afterMs)]),
);

/** What is done by hand to orders that were paid. */
export const AT_THE_CABINET: readonly Trouble[] = [
  done('all is refunded', [refund(ALL)]),
  done('a part is refunded', [refund(PART)]),
  done('a part is refunded, and the rest', [refund(PART), refund(ALL, 1_000)]),
  ...TWICE_WITHIN_SECONDS,
  done('a part is refunded, and nobody is told', [refund(PART, 0, QUIETLY)]),
  done('a part is refunded, and the answers are stale', [refund(PART)], {
    registered: [asked('stale', ALWAYS, { status: 2 })],
  }),
  done('all is refunded, and that is all the answers tell', [refund(ALL)], {
    registered: [asked('partial', ALWAYS, { variant: 'onlyRefunded' })],
  }),
  later('a part is refunded weeks later, and nobody is told', [refund(PART, 0, QUIETLY)]),
  later('all is refunded weeks later', [refund(ALL)]),
  done('a charge is reversed', [{ does: 'reversals' }]),
  done('a charge is reversed, and nobody is told', [{ does: 'reversals', with: QUIETLY }]),
  done('a hold is reversed', [{ does: 'reversals' }], { mode: 'hold' }),
  done('the callback is sent again, to the byte', [
    { does: 'callbacks', with: { operation: 'deposited' }, afterMs: 2_000 },
  ]),
  done('a refund is told of that never was', [{ does: 'callbacks', with: { operation: 'refunded' } }]),
  done('a hold is captured', [{ does: 'captures' }], {
    mode: 'hold',
    remedy: { reason: 'foreign_operation', state: 'paid' },
  }),
  done('a chargeback', [{ does: 'chargebacks' }], { remedy: { reason: 'disputed', state: 'paid' } }),
  later('a chargeback weeks later', [{ does: 'chargebacks' }], {
    remedy: { reason: 'disputed', state: 'paid' },
  }),
  done('a chargeback that is withdrawn', [
    { does: 'chargebacks' },
    { does: 'chargebacks', with: { withdrawn: true }, afterMs: 4_000 },
  ]),
];
