/** Within so many seconds of the last hasten another one adds no job, and is due when they have passed. */
const APART_SECONDS = 2;
/** Who gives a reason to ask. */
export type HastenedBy = 'return' | 'callback' | 'shop' | `operator:${string}`;

export type HastenOptions = Readonly<{
  /** A reason that anybody could repeat, or make up: due no sooner than so many seconds after the last one. */
  apartSeconds?: number;
  /** What it tells of can only come after a payment: it is worth a series also while our rows still call the page open. */
  afterPayment?: boolean;
  /** The rows bear out already what it tells of, and it cannot come twice: one poll is enough, also of a closed page. */
  onePoll?: boolean;
}>;

export const wholeOptions = ({
  apartSeconds = APART_SECONDS,
  afterPayment = false,
  onePoll = false,
}: HastenOptions): Required<HastenOptions> => ({ apartSeconds, afterPayment, onePoll });
