import type { StatusAnswer } from '@app/gateway';
import type { LockedFacts, Operation } from '@app/orders';

type Amounts = NonNullable<StatusAnswer['amounts']>;
type Figure = 'approvedMinor' | 'depositedMinor' | 'refundedMinor';

/** What has been taken from the payer and what of it was given back, in minor units. */
export type Totals = Readonly<{ capturedMinor: bigint; refundedMinor: bigint }>;

/**
 * What a status needs of an amount block that is there, and which figures beside it would make it untrue. Every member of the
 * block is optional (gateway.md §5b): what a status does not need may be missing. `held` needs no figure: without one, the amount
 * that was registered is held.
 */
const FIGURES: Readonly<
  Partial<Record<StatusAnswer['status'], { needs?: Figure; isUntrue?: (amounts: Amounts) => boolean }>>
> = {
  open: { isUntrue: hasMoney },
  closed: { isUntrue: hasMoney },
  held: { isUntrue: ({ depositedMinor }) => isPositive(depositedMinor) },
  charged: { needs: 'depositedMinor', isUntrue: hasNoMoney },
  refunded: { needs: 'refundedMinor' },
  reversed: { isUntrue: isStillThere },
};

const isPositive = (minor: bigint | null): boolean => minor !== null && minor > 0n;

/** The bank's own words for a payment that was approved, taken, or given back after it was taken. */
const TELLS_OF_MONEY: readonly (string | null)[] = ['APPROVED', 'DEPOSITED', 'REFUNDED'];

function hasMoney({ approvedMinor, depositedMinor, refundedMinor, paymentState }: Amounts): boolean {
  const isThere = [approvedMinor, depositedMinor, refundedMinor].some(isPositive);
  return isThere || TELLS_OF_MONEY.includes(paymentState);
}

function hasNoMoney({ depositedMinor, refundedMinor }: Amounts): boolean {
  return depositedMinor === 0n && !isPositive(refundedMinor);
}

/** Some merchants' answers keep depositedAmount as it was; the hold that is gone and the word beside it are then believed. */
function isStillThere({ approvedMinor, depositedMinor, paymentState }: Amounts): boolean {
  if (approvedMinor === 0n && paymentState === 'REVERSED') return false;
  const isApproved = paymentState === 'APPROVED' || paymentState === 'DEPOSITED';
  return isPositive(approvedMinor) || isPositive(depositedMinor) || isApproved;
}

/** The figure that a status needs and its block lacks; a refund of nothing is none either. */
export function lackingFigure({ status, amounts }: StatusAnswer): Figure | null {
  const needs = FIGURES[status]?.needs;
  if (!needs) return null;
  // An old merchant version sends no block at all: what is charged is then what was asked for.
  if (!amounts) return status === 'refunded' ? needs : null;
  const isThere = status === 'refunded' ? isPositive(amounts[needs]) : amounts[needs] !== null;
  return isThere ? null : needs;
}

/** Whether the figures say that the status cannot be true. */
export const isUntrue = ({ status, amounts }: StatusAnswer): boolean =>
  amounts !== null && (FIGURES[status]?.isUntrue?.(amounts) ?? false);

/**
 * Whether nobody can tell how much of a hold was captured: it is first seen when some of it was given back, and the bank's
 * depositedAmount may have shrunk by that, or not.
 */
export function isCaptureUnknown(known: LockedFacts, { status, amounts }: StatusAnswer): boolean {
  const { order, registration } = known;
  const isKnown = order.capturedMinor > 0n || capturesOf(known).length > 0;
  if (status !== 'refunded' || registration.mode !== 'hold' || isKnown) return false;
  const { approvedMinor = null, depositedMinor = null, refundedMinor = null } = amounts ?? {};
  if (depositedMinor === null) return true;
  if (depositedMinor === 0n) return false;
  return depositedMinor + (refundedMinor ?? 0n) < (approvedMinor ?? registration.amountMinor);
}

/** Of an answer that is charged or refunded and lacks no figure. */
export function totalsOf(known: LockedFacts, { amounts }: StatusAnswer): Totals {
  const refundedMinor = amounts?.refundedMinor ?? 0n;
  const depositedMinor = amounts?.depositedMinor ?? null;
  if (depositedMinor === null) return { capturedMinor: capturedUntold(known), refundedMinor };
  return { capturedMinor: capturedOf(known, amounts!, depositedMinor, refundedMinor), refundedMinor };
}

/**
 * The bank's depositedAmount shrinks with every refund, so captured is their sum; with some merchants it stays as it was
 * (gateway.md §5a). Told apart by what is known to be captured, and by what can have been at most.
 */
function capturedOf(
  known: LockedFacts,
  { approvedMinor }: Amounts,
  depositedMinor: bigint,
  refundedMinor: bigint,
): bigint {
  const sum = depositedMinor + refundedMinor;
  const expected = capturedUntold(known);
  if (sum === expected) return sum;
  if (depositedMinor === expected) return depositedMinor;
  const most = approvedMinor ?? known.registration.amountMinor;
  return sum > most && depositedMinor <= most ? depositedMinor : sum;
}

/** Of a hold as much as we asked for may have been captured, which is less than its amount. */
function capturedUntold(known: LockedFacts): bigint {
  const { order, registration } = known;
  if (order.settledBy === registration.id && order.capturedMinor > 0n) return order.capturedMinor;
  return capturesOf(known).at(-1)?.amountMinor ?? registration.amountMinor;
}

/** Captures of ours that may have been done. */
export const capturesOf = ({ operations, registration }: LockedFacts): readonly Operation[] =>
  operations.filter(
    (row) => row.kind === 'capture' && row.registrationId === registration.id && row.state !== 'refused',
  );

/** Whether all that was taken, however much, is with the payer again. */
export function isGivenBack({ status, amounts }: StatusAnswer): boolean {
  if (status === 'reversed') return true;
  const { depositedMinor = null, refundedMinor = null } = amounts ?? {};
  return (
    status === 'refunded' &&
    isPositive(refundedMinor) &&
    (depositedMinor === 0n || depositedMinor === refundedMinor)
  );
}
