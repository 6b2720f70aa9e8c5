// Aim: a gateway that is down, or refuses the login, is left alone but for one probe in a while; one order's trouble is neither
// the gateway's nor the login's. Method: jest's clock, calls that answer what the test says.
import { Breaker, type CallKind, type Send } from './breaker.js';
import type { Outcome } from './outcome.js';

const ANSWERED: Outcome<object> = { kind: 'answered', answer: {} };
const SILENT: Outcome<object> = { kind: 'silent', reason: 'TimeoutError' };
const UNREADABLE: Outcome<object> = { kind: 'silent', reason: 'too deep', unreadable: true };
const UNREACHABLE: Outcome<object> = { kind: 'unreachable', reason: 'ECONNREFUSED' };
const BUSY: Outcome<object> = { kind: 'silent', reason: 'HTTP 429', retryAfterMs: 1_000 };
const DENIED: Outcome<object> = { kind: 'refused', code: 5, message: 'Access denied' };
const PROBE_MS = 60_000;

let changes: string[];
let breaker: Breaker;
let calls: number;
/** What a question about nobody's order is answered, and how often that was asked. */
let ofNobody: Outcome<object>;
let asked: number;
beforeEach(() => {
  jest.useFakeTimers();
  changes = [];
  calls = 0;
  ofNobody = ANSWERED;
  asked = 0;
  breaker = new Breaker(PROBE_MS, (trouble, holds, why) =>
    changes.push(`${trouble} ${holds ? `holds: ${why}` : 'is over'}`),
  );
});
afterEach(() => jest.useRealTimers());

const run = (send: Send, kind: CallKind = 'question') =>
  breaker.run({
    kind,
    send,
    probeLogin: async () => {
      asked += 1;
      return ofNobody;
    },
  });
const call = (outcome: Outcome<object>, kind?: CallKind) =>
  run(async () => {
    calls += 1;
    return outcome;
  }, kind);
const denyLogin = () => {
  ofNobody = DENIED;
  return call(DENIED);
};
const goDown = async (outcome: Outcome<object> = SILENT) => {
  for (let times = 0; times < 5; times += 1) await call(outcome, 'action');
};

it('keeps no call back for answers that cannot be read', async () => {
  await goDown(UNREADABLE);
  expect([await call(ANSWERED), breaker.isClosed, changes]).toEqual([ANSWERED, true, []]);
});

it.each([
  ['five calls in a row without an answer', SILENT, 'TimeoutError'],
  ['five calls in a row that did not get there', UNREACHABLE, 'ECONNREFUSED'],
])('keeps calls back after %s', async (_what, outcome, why) => {
  await goDown(outcome);
  expect([await call(ANSWERED), calls, breaker.isClosed]).toEqual([null, 5, false]);
  expect(changes).toEqual([`gateway_unreachable holds: ${why}`]);
});

it('lets one call through after a second, and never before; its answer ends it', async () => {
  await goDown();
  for (let probes = 0; probes < 10; probes += 1) {
    jest.advanceTimersByTime(999);
    expect(await call(ANSWERED)).toBeNull();
    jest.advanceTimersByTime(1);
    expect(await call(SILENT)).toBe(SILENT);
  }
  jest.advanceTimersByTime(1_000);
  expect(await call(ANSWERED)).toBe(ANSWERED);
  expect([breaker.isClosed, changes.at(-1)]).toEqual([true, 'gateway_unreachable is over']);
});

it.each([
  ['back', -3_600_000],
  ['on', 3_600_000],
])('is not deceived by a clock of the machine that is set %s', async (_, by) => {
  const jump = () => jest.setSystemTime(Date.now() + by);
  for (const [breakIt, probeMs] of [
    [goDown, 1_000],
    [denyLogin, PROBE_MS],
  ] as const) {
    await breakIt();
    jump();
    expect(await call(ANSWERED)).toBeNull();
    jest.advanceTimersByTime(probeMs - 1);
    jump();
    expect(await call(ANSWERED)).toBeNull();
    jest.advanceTimersByTime(1);
    expect([await call(ANSWERED), breaker.isClosed]).toEqual([ANSWERED, true]);
  }
});

it('lets nobody else through, and lets nobody wait, while that one is on its way', async () => {
  await goDown();
  jest.advanceTimersByTime(60_000);
  let answer: (outcome: Outcome<object>) => void = () => {};
  const probe = run(() => new Promise((resolve) => (answer = resolve)));
  expect(await call(ANSWERED)).toBeNull();
  answer(SILENT);
  await probe;
  expect([await call(ANSWERED), breaker.isClosed]).toEqual([null, false]);
  expect(changes).toHaveLength(2);
});

it.each([
  ['an answer between', ANSWERED],
  ['a refusal between', DENIED],
  ['a gateway that asks for a pause', BUSY],
])('stays closed with %s', async (_what, between) => {
  for (const outcome of [SILENT, SILENT, SILENT, SILENT, between, SILENT, SILENT, SILENT, SILENT])
    await call(outcome, 'action');
  expect([calls, changes]).toEqual([9, []]);
});

it('tries a refused login once in a while, with whatever call comes then, and not again before', async () => {
  await denyLogin();
  expect(changes).toEqual(['credentials_refused holds: errorCode 5']);
  expect([await call(ANSWERED), await call(ANSWERED, 'action')]).toEqual([null, null]);
  jest.advanceTimersByTime(PROBE_MS - 1);
  expect(await call(ANSWERED)).toBeNull();
  jest.advanceTimersByTime(1);
  expect(await call(DENIED, 'action')).toBe(DENIED);
  expect([await call(ANSWERED), await call(ANSWERED, 'action')]).toEqual([null, null]);
  jest.advanceTimersByTime(PROBE_MS);
  expect(await call(ANSWERED, 'action')).toBe(ANSWERED);
  expect(await call(ANSWERED)).toBe(ANSWERED);
  expect(changes.at(-1)).toBe('credentials_refused is over');
});

it('takes a refused value for no refused login', async () => {
  await call(DENIED, 'action');
  expect([breaker.isClosed, asked, changes]).toEqual([true, 0, []]);
});

it('takes an order that is refused for no refused login while the bank answers about nobody’s', async () => {
  for (let times = 1; times <= 10; times += 1) {
    expect(await call(DENIED)).toBe(DENIED);
    expect([await call(ANSWERED), asked, breaker.isClosed]).toEqual([ANSWERED, times, true]);
  }
  expect(changes).toEqual([]);
});

it.each<[string, Outcome<object>, boolean]>([
  ['is denied too', DENIED, true],
  ['is not answered', SILENT, true],
  ['is refused for another reason', { kind: 'refused', code: 7, message: '' }, false],
  ['meets a gateway that asks for a pause', BUSY, false],
  ['is kept back by ourselves', { kind: 'unreachable', reason: 'rate', retryAfterMs: 100 }, false],
])('when the question about nobody’s order %s, the login is refused or not', async (_what, told, refused) => {
  ofNobody = told;
  expect(await call(DENIED)).toBe(DENIED);
  expect(breaker.isClosed).toBe(!refused);
});

it('asks about nobody’s order once for all who are in doubt at the time', async () => {
  ofNobody = DENIED;
  await Promise.all(Array.from({ length: 16 }, () => call(DENIED)));
  expect([calls, asked, changes]).toEqual([16, 1, ['credentials_refused holds: errorCode 5']]);
});

it('an order that is always refused does not keep the others waiting by being the probe', async () => {
  await denyLogin();
  ofNobody = ANSWERED;
  jest.advanceTimersByTime(PROBE_MS);
  expect(await call(DENIED)).toBe(DENIED);
  expect(breaker.isClosed).toBe(false);
  jest.advanceTimersByTime(PROBE_MS);
  expect(await call(DENIED)).toBe(DENIED);
  expect([breaker.isClosed, await call(ANSWERED), changes.at(-1)]).toEqual([
    true,
    ANSWERED,
    'credentials_refused is over',
  ]);
});

it('makes one call in a while, and believes an answer, of a bank that denies all about nobody’s order', async () => {
  await denyLogin();
  for (const [own, about] of [
    [1, 0],
    [0, 1],
    [1, 0],
  ]) {
    [calls, asked] = [0, 0];
    jest.advanceTimersByTime(PROBE_MS);
    for (let times = 0; times < 5; times += 1) await call(DENIED);
    expect([calls, asked]).toEqual([own, about]);
  }
  jest.advanceTimersByTime(PROBE_MS);
  expect(await call(ANSWERED)).toBeNull();
  jest.advanceTimersByTime(PROBE_MS);
  expect([await call(ANSWERED), breaker.isClosed]).toEqual([ANSWERED, true]);
});

it('learns nothing of a refused login from a probe that nobody answers', async () => {
  await denyLogin();
  jest.advanceTimersByTime(PROBE_MS);
  expect(await call(SILENT)).toBe(SILENT);
  expect([breaker.isClosed, await call(ANSWERED), await call(ANSWERED, 'action')]).toEqual([
    false,
    null,
    null,
  ]);
  jest.advanceTimersByTime(PROBE_MS);
  await call(ANSWERED);
  expect([breaker.isClosed, changes.at(-1)]).toEqual([true, 'credentials_refused is over']);
});

it('learns nothing of a refused login while the gateway is down', async () => {
  await denyLogin();
  jest.advanceTimersByTime(PROBE_MS);
  const inFlight = Array.from({ length: 5 }, () => run(async () => SILENT));
  await Promise.all(inFlight);
  await goDown();
  expect(await call(ANSWERED)).toBeNull();
  expect(changes).not.toContain('credentials_refused is over');
});
