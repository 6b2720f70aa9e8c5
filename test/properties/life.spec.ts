// Aim: what must hold whatever the bank says, in whatever order, of whichever registration, and whoever hastens, registers
// again or decides by hand meanwhile. Method: random lives of an order, lived by Tolem's own use cases on rows in memory, and
// every rule looked at after every step. test/once/life.spec.ts has them live on Postgres.
import { Logger } from '@nestjs/common';
import fc from 'fast-check';
import { anyLife, at, says } from '../support/life/any-life.js';
import { Life } from '../support/life/life.js';
import { memoryWorld } from '../support/life/memory-world.js';
import { brokenBy } from '../support/life/rules.js';

const RUNS = { numRuns: 5_000 };

/** What the use cases make good is a fault all the same. */
const faults: unknown[][] = [];
beforeAll(() =>
  Logger.overrideLogger({
    log: () => {},
    warn: () => {},
    error: (...about: unknown[]) => void faults.push(about),
  }),
);

it('holds to every rule after every step of every life', async () => {
  await fc.assert(
    fc.asyncProperty(anyLife, async ({ start, steps }) => {
      faults.length = 0;
      const life = await Life.begin(memoryWorld(), start);
      for (const step of steps) {
        await life.take(step);
        const broken = [...brokenBy(life), ...faults.map(String)];
        if (broken.length > 0) throw new Error(`${broken.join(', ')}; after ${JSON.stringify(step)}`);
      }
      await life.end();
    }),
    RUNS,
  );
}, 300_000);

it('tells nothing new of an order when the same answer comes twice', async () => {
  await fc.assert(
    fc.asyncProperty(anyLife, says, at, async ({ start, steps }, words, poll) => {
      const life = await Life.begin(memoryWorld(), start);
      for (const step of steps.slice(0, 10)) await life.take(step);
      const sameAgain = { deed: { poll }, says: words, registers: 'silent', random: 0 } as const;
      await life.take(sameAgain);
      await life.take(sameAgain);
      const { was, is } = life;
      expect(is.told.slice(was.told.length).filter(({ type }) => type.startsWith('order.'))).toEqual([]);
      expect([is.order.state, is.order.capturedMinor, is.order.refundedMinor]).toEqual([
        was.order.state,
        was.order.capturedMinor,
        was.order.refundedMinor,
      ]);
    }),
    { numRuns: RUNS.numRuns / 5 },
  );
}, 300_000);
