// Aim: no process uses its libraries in a way that they warn of. Method: many orders at once, and the logs; every other system of the
// tests is held to the same at its end (System.stop).
import { stories } from '../support/story.js';

const told = stories({ workers: 2 });

it('warns of nothing while many orders are registered, paid and told of at once', async () => {
  const all = await Promise.all(Array.from({ length: 40 }, () => told.buy()));
  await Promise.all(all.map((story) => story.pay()));
  await Promise.all(all.map((story) => story.comeBack()));
  for (const story of all) await story.settled('paid');
  const { apis, workers } = told.system;
  expect([...apis, ...workers].flatMap(({ warnings }) => warnings)).toEqual([]);
});
