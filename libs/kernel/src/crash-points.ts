/** The processes of ours that can be killed at a point. */
export type CrashingApp = 'api' | 'worker';

const BOTH = ['api', 'worker'] as const;

/**
 * Every place where kill -9 must do no harm: before and after each commit, and before and after each call of the gateway or
 * the job store. `in`: the processes that come by; `stake`: what is lost if the code before or after it is wrong.
 */
export const CRASH_POINTS = {
  // Registering
  'register.before-commit': { in: ['api'], stake: 'no trace of the order: the shop repeats its request' },
  'register.after-commit': { in: ['api'], stake: 'an order that the bank has never heard of, and no caller' },
  'send.after-call': { in: BOTH, stake: 'the bank has a page that nobody has the address of' },

  // Writing what was learnt: of registering, of a look, of recovery
  'write.before-commit': { in: BOTH, stake: 'state, event and next look, all written or none' },
  'write.after-commit': { in: BOTH, stake: 'an event that nobody was woken for' },

  // Hastening
  'hasten.after-commit': { in: ['api'], stake: 'a payer who is back, and no job to ask for him' },
  'hasten.after-job': { in: ['api'], stake: 'a payer who is back, and nobody left to tell him' },

  // Claiming and polling
  'claim.before-commit': { in: ['worker'], stake: 'due rows that nobody has taken' },
  'claim.after-commit': { in: ['worker'], stake: 'rows under lease that no job is about' },
  'claim.after-job': { in: ['worker'], stake: 'rows under lease whose job another worker does' },
  'poll.before-call': { in: ['worker'], stake: 'a job taken and not done' },
  'poll.after-call': {
    in: ['worker'],
    stake: 'an answer that was not written down: money seen and forgotten',
  },

  // Closing a page that nobody may pay any more
  'decline.before-call': { in: ['worker'], stake: 'a page left payable beside another' },
  'decline.after-call': { in: ['worker'], stake: 'a page closed at the bank that we have open' },

  // Recovery of a lost answer
  'recovery.after-take-over': { in: ['worker'], stake: 'a row taken from its caller that nobody looks at' },
  'recovery.after-question': { in: ['worker'], stake: 'an order found at the bank and forgotten again' },
  'recovery.before-send': { in: ['worker'], stake: 'a send that was counted and never made' },
  'recovery.after-orphan': {
    in: ['worker'],
    stake: 'a lost page, its successor committed and neither called',
  },
  'recovery.after-decline': { in: ['worker'], stake: 'a page closed and its successor not sent' },

  // Publishing
  'numbering.after-commit': { in: ['worker'], stake: 'events numbered that nobody hands over' },
  'hand-over.after-lease': { in: ['worker'], stake: 'a subscription leased by the dead' },
  'hand-over.after-jobs': { in: ['worker'], stake: 'events handed over that the mark knows nothing of' },
  'hand-over.after-mark': {
    in: ['worker'],
    stake: 'a mark ahead of its cursor: events twice, or taken for lost',
  },
  'hand-over.after-cursor': { in: ['worker'], stake: 'a cursor past events that nobody was given' },

  // Counting inside Tolem
  'follow.before-commit': { in: ['worker'], stake: 'events counted twice, or not at all' },

  // Going back after a loss of the job store
  'rewind.after-cursor': {
    in: ['worker'],
    stake: 'a cursor moved back and no mark: moved back again, or never',
  },
  'rewind.after-mark': { in: ['worker'], stake: 'a mark planted and nothing handed over yet' },
} as const satisfies Record<string, Readonly<{ in: readonly CrashingApp[]; stake: string }>>;

export type CrashPoint = keyof typeof CRASH_POINTS;
