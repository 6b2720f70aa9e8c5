// Aim: of an outage its beginning is said, its end, and one line a minute between them.
import { WatchedStore } from './watched-store.js';

it('says once that it is away, once a minute that it still is, and once that it is back', async () => {
  const said: string[] = [];
  let nowMs = 1_000;
  let away = false;
  const question = async () => {
    if (away) throw new Error('connect ECONNREFUSED');
  };
  const store = new WatchedStore(
    'The job store',
    question,
    (text) => said.push(text),
    () => nowMs,
  );
  const seconds = async (count: number) => {
    for (let at = 0; at < count; at += 1) {
      await store.ask();
      nowMs += 1_000;
    }
  };
  await seconds(10);
  expect(said).toEqual([]);
  away = true;
  await seconds(150);
  away = false;
  await seconds(10);
  expect(said).toEqual([
    'The job store is away',
    'The job store has been away for 60 s',
    'The job store has been away for 120 s',
    'The job store is back after 150 s',
  ]);
});

it('asks a store that hangs only once at a time', async () => {
  let asked = 0;
  let answer = () => {};
  const question = () =>
    new Promise<void>((resolve) => {
      asked += 1;
      answer = resolve;
    });
  const store = new WatchedStore('The job store', question, () => undefined);
  const asking = store.ask();
  await store.ask();
  expect(asked).toBe(1);
  answer();
  await asking;
});
