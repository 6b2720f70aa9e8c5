// Aim: what must hold whatever the bank says, in whatever order, of whichever registration, and whoever hastens, registers
// again or decides by hand meanwhile. Method: random histories of an order, played by Tolem's own use cases on rows in memory, and
// every rule looked at after every step. test/integration/histories-on-postgres.once.spec.ts plays them on Postgres.
import { Logger } from '@nestjs/common';
import fc from 'fast-check';
import { anyHistory, at, says } from '../support/histories/any-history.js';
import { History } from '../support/histories/history.js';
import { memoryWorld } from '../support/histories/memory-world.js';
import { brokenBy } from '../support/histories/rules.js';

/** A newcomer's `npm test` is content with fewer. */
const RUNS = { numRuns: process.env.TEST_DEPTH === 'quick' ? 1_000 : 5_000 };

/** What the use cases make good is a fault all the same. */
const faults: unknown[][] = [];
beforeAll(() =>
  Logger.overrideLogger({
    log: () => {},
    warn: () => {},
    error: (...about: unknown[]) => void faults.push(about),
  }),
);

it('holds to every rule after every step of every history', async () => {
  await fc.assert(
    fc.asyncProperty(anyHistory, async ({ start, steps }) => {
      faults.length = 0;
      const history = await History.begin(memoryWorld(), start);
      for (const step of steps) {
        await history.take(step);
        const broken = [...brokenBy(history), ...faults.map(String)];
        if (broken.length > 0) throw new Error(`${broken.join(', ')}; after ${JSON.stringify(step)}`);
      }
      await history.end();
    }),
    RUNS,
  );
});

it('tells nothing new of an order when the same answer comes twice', async () => {
  await fc.assert(
    fc.asyncProperty(anyHistory, says, at, async ({ start, steps }, words, poll) => {
      const history = await History.begin(memoryWorld(), start);
      for (const step of steps.slice(0, 10)) await history.take(step);
      const sameAgain = { deed: { poll }, says: words, registers: 'silent', random: 0 } as const;
      await history.take(sameAgain);
      await history.take(sameAgain);
      const { was, is } = history;
      expect(is.told.slice(was.told.length).filter(({ type }) => type.startsWith('order.'))).toEqual([]);
      expect([is.order.state, is.order.capturedMinor, is.order.refundedMinor]).toEqual([
        was.order.state,
        was.order.capturedMinor,
        was.order.refundedMinor,
      ]);
    }),
    { numRuns: RUNS.numRuns / 5 },
  );
});
