/** The processes of ours that can be killed at a point. */
export type CrashingApp = 'api' | 'worker';

const BOTH = ['api', 'worker'] as const;

/**
 * Every place where kill -9 must do no harm: before and after each commit, and before and after each call of the gateway or
 * the job store. `in`: the processes that come by; `stake`: what is lost if the code before or after it is wrong; `rare`: what
 * it takes to come by, and seldom happens. The chaos run would have to wait for these, so test/chaos/rare-crashes.once.spec.ts goes to each of them.
 */
export const CRASH_POINTS = {
  // Registering
  'register.before-commit': { in: ['api'], stake: 'no trace of the order: the shop repeats its request' },
  'register.after-commit': { in: ['api'], stake: 'an order that the bank has never heard of, and no caller' },
  'send.after-call': { in: BOTH, stake: 'the bank has a page that nobody has the address of' },

  // Telling values that are wrong from a login that is refused
  'tell-apart.before-call': {
    in: BOTH,
    stake: 'a refusal whose reason is unknown',
    rare: 'a code of register.do that may mean either',
  },
  'tell-apart.after-call': {
    in: BOTH,
    stake: 'the reason of a refusal known, and the order not told',
    rare: 'a code of register.do that may mean either',
  },
  'confirm.before-call': {
    in: BOTH,
    stake: 'a login in doubt, and the question about nobody’s order not asked',
    rare: 'a question that the bank denies',
  },
  'confirm.after-call': {
    in: BOTH,
    stake: 'a login known to be refused, and the merchant’s other calls not kept back',
    rare: 'a question that the bank denies',
  },

  // Writing what was learnt: of registering, of a look, of recovery
  'write.before-commit': { in: BOTH, stake: 'state, event and next look, all written or none' },
  'write.after-commit': { in: BOTH, stake: 'an event that nobody was woken for' },

  // Hastening
  'hasten.after-commit': { in: ['api'], stake: 'a payer who is back, and no job to ask for him' },
  'hasten.after-job': { in: ['api'], stake: 'a payer who is back, and nobody left to tell him' },

  // Other reasons to ask
  'callback.after-commit': {
    in: ['api'],
    stake: 'a callback written down, and nobody asks the bank',
    rare: 'a callback that comes to just this process',
  },
  'bulk-ask.after-commit': {
    in: ['api'],
    stake: 'many made due, and an operator who was told nothing',
    rare: 'an operator who asks about many',
  },

  // Claiming and polling
  'claim.before-commit': { in: ['worker'], stake: 'due rows that nobody has taken' },
  'claim.after-commit': { in: ['worker'], stake: 'rows under lease that no job is about' },
  'claim.after-job': { in: ['worker'], stake: 'rows under lease whose job another worker does' },
  'poll.before-call': { in: ['worker'], stake: 'a job taken and not done' },
  'poll.after-call': {
    in: ['worker'],
    stake: 'an answer that was not written down: money seen and forgotten',
  },
  'postpone.after-commit': {
    in: ['worker'],
    stake: 'a question in vain that was counted, and a case that was not opened for it',
    rare: 'a question with no answer that can be used',
  },

  // What a merchant suffers from as a whole, and cases that no answer opens
  'trouble.after-commit': {
    in: BOTH,
    stake: 'a gateway known to be down, and nobody told',
    rare: 'a gateway that is down for all, or refuses the login',
  },
  'case.after-commit': {
    in: BOTH,
    stake: 'a case opened or closed that nobody was woken for',
    rare: 'a case of a merchant, or of an order that is never answered about',
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
} as const satisfies Record<string, Readonly<{ in: readonly CrashingApp[]; stake: string; rare?: string }>>;

export type CrashPoint = keyof typeof CRASH_POINTS;

/** Every point with each process that comes by, as `api send.after-call`; the rare ones, or all the others. */
export const listCrashPoints = ({ rare }: { rare: boolean }): [CrashingApp, CrashPoint][] =>
  (Object.keys(CRASH_POINTS) as CrashPoint[])
    .filter((point) => 'rare' in CRASH_POINTS[point] === rare)
    .flatMap((point) => CRASH_POINTS[point].in.map((app): [CrashingApp, CrashPoint] => [app, point]));
