import { seededRandom } from '@app/kernel';
import type { ShopName } from '../support/system.js';
import type { Payer, Trouble } from './trouble.js';
import { TROUBLES } from './troubles.js';

/** What is going to happen to one order, as far as it can be told before. */
export type Plan = Readonly<{
  orderNumber: string;
  shop: ShopName;
  mode: 'charge' | 'hold';
  lifetimeSeconds: number;
  trouble: Trouble;
  payer: Payer;
  /** Whether the payer's browser comes back to Tolem. */
  returns: boolean;
  /** Whether the shop asks twice at once. */
  twice: boolean;
  /** Whether a shop that was refused tries the same number again. */
  insists: boolean;
  /** Whether the bank's people wait until Tolem has told of the payment. */
  bankWaits: boolean;
}>;

const PAYERS: readonly Payer[] = [
  'pays',
  'pays',
  'pays',
  'pays with a phone',
  'pays after a refusal',
  'is refused',
  'is refused, and pays a new page',
  'pays after a question',
  'fails at a question',
  'vanishes at a question',
  'pays in two tabs',
  'never comes',
  'lets it expire, and pays a new page',
];

/** Nobody pays on their pages before these are over. */
const WAITS_FOR_THE_END: readonly Payer[] = [
  'never comes',
  'vanishes at a question',
  'lets it expire, and pays a new page',
];
/** Their orders have to be declined, which only a page with one attempt is at the first refusal. */
const NEEDS_ONE_ATTEMPT: readonly Payer[] = ['is refused, and pays a new page'];
const SHORT_SECONDS = 400;
const LONG_SECONDS = 1200;

/** The plans of a chaos run, without an end; the same for the same seed. */
export function* plans(seed: number, troubles: readonly Trouble[] = TROUBLES): Generator<Plan> {
  const random = seededRandom(seed);
  const chance = (share: number): boolean => random() < share;
  for (let at = 0; ; at += 1) {
    const trouble = troubles[at % troubles.length]!;
    const payer = trouble.payer ?? payerOf(trouble, random());
    const short = WAITS_FOR_THE_END.includes(payer) || trouble.remedy?.reason === 'never_reached_bank';
    yield {
      orderNumber: `S${seed}-${at}`,
      shop: trouble.shop ?? (NEEDS_ONE_ATTEMPT.includes(payer) || chance(0.4) ? 'strict' : 'patient'),
      mode: trouble.mode ?? (!trouble.remedy && chance(0.15) ? 'hold' : 'charge'),
      lifetimeSeconds: short ? SHORT_SECONDS : LONG_SECONDS,
      trouble,
      payer,
      returns: trouble.returns ?? chance(0.6),
      twice: chance(0.2),
      insists: chance(0.5),
      bankWaits: chance(0.5),
    };
  }
}

/** Whoever has a page late has no time to let it expire. */
function payerOf({ registering }: Trouble, random: number): Payer {
  const payer = PAYERS[Math.floor(random * PAYERS.length)]!;
  return registering && WAITS_FOR_THE_END.includes(payer) ? 'pays' : payer;
}
