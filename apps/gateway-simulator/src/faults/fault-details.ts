import { CONTRADICTION_NAMES } from './contradictions.js';
import { DATE_MISTAKES } from './impossible-dates.js';
import { PART_NAMES } from './partial-answers.js';
import { POISON_NAMES } from './poisons.js';

/** The ways of the faults that have several. */
export const VARIANTS: Readonly<Record<string, readonly string[]>> = {
  contradictory: CONTRADICTION_NAMES,
  partial: PART_NAMES,
  impossibleDates: DATE_MISTAKES,
  poison: POISON_NAMES,
};

type Rule = Readonly<{ needs?: readonly string[]; takes?: readonly string[] }>;

/** What the faults have to be told beside their name, and what they may be told. */
const DETAILS = {
  errorCode: { needs: ['refuse'] },
  delayMs: { needs: ['slow'] },
  fields: { needs: ['missingFields'], takes: ['impossibleDates'] },
  values: { needs: ['otherValues'] },
  seconds: { needs: ['late'], takes: ['stale'] },
  earlierCode: { takes: ['late'] },
  status: { takes: ['stale'] },
  variant: { needs: Object.keys(VARIANTS) },
} as const satisfies Record<string, Rule>;

type Detail = keyof typeof DETAILS;
type Ordered = Readonly<{ fault: string }> & { readonly [name in Detail]?: unknown };
type Issue = Readonly<{ path: Detail; message: string }>;

/** What is wrong with the details a fault is ordered with. */
export function refuseDetails(order: Ordered): Issue[] {
  const issues = Object.entries<Rule>(DETAILS).flatMap(([name, { needs = [], takes = [] }]) => {
    const path = name as Detail;
    const isGiven = order[path] !== undefined;
    if (isGiven && ![...needs, ...takes].includes(order.fault))
      return [{ path, message: `belongs to ${[...needs, ...takes].join(', ')}` }];
    return !isGiven && needs.includes(order.fault) ? [{ path, message: `is needed by ${order.fault}` }] : [];
  });
  return [...issues, ...refuseVariant(order), ...refuseStale(order)];
}

function refuseVariant({ fault, variant }: Ordered): Issue[] {
  const known = VARIANTS[fault];
  if (!known || typeof variant !== 'string' || known.includes(variant)) return [];
  return [{ path: 'variant', message: `is one of ${known.join(', ')}` }];
}

function refuseStale({ fault, seconds, status }: Ordered): Issue[] {
  if (fault !== 'stale' || (seconds === undefined) !== (status === undefined)) return [];
  return [{ path: 'seconds', message: 'is needed by stale, or status, and not both' }];
}
