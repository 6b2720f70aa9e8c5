// Aim: whatever some merchants hold of a worker, the next one finds room; one alone gets what its gateway can take.
import { Slots } from './slots.js';

const takeAll = (slots: Slots, merchantId: string, mayTake: (slots: Slots) => boolean): number => {
  let taken = 0;
  for (; mayTake(slots); taken += 1) slots.take(merchantId);
  return taken;
};
const doAll = (slots: Slots, merchantId: string) =>
  takeAll(slots, merchantId, () => slots.hasRoomFor(merchantId));
const claimAll = (slots: Slots, merchantId: string) =>
  takeAll(slots, merchantId, () => slots.roomFor(merchantId) > 0);

it('does the jobs of one merchant in half of all, of the next in half of what is left, and so on to the last', () => {
  const slots = new Slots({ all: 16, ofOne: 2 });
  expect(['a', 'b', 'c', 'd', 'e', 'f'].map((id) => doAll(slots, id))).toEqual([8, 4, 2, 1, 1, 0]);
});

it('claims of one merchant no more than its gateway is to bear', () => {
  const slots = new Slots({ all: 8, ofOne: 2 });
  expect(['a', 'b', 'c', 'd', 'e', 'f'].map((id) => claimAll(slots, id))).toEqual([2, 2, 2, 1, 1, 0]);
});

it.each([16, 7, 2, 1, 0, -3])('says at once how much there is to claim when %i are free', (all) => {
  const slots = new Slots({ all, ofOne: 5 });
  for (const merchantId of ['a', 'b', 'a', 'c']) {
    const room = slots.roomFor(merchantId);
    expect(claimAll(slots, merchantId)).toBe(room);
  }
});

it('has room again for what was given back', () => {
  const slots = new Slots({ all: 4, ofOne: 4 });
  doAll(slots, 'a');
  slots.giveBack('a');
  expect([slots.hasRoomFor('a'), slots.roomFor('a')]).toEqual([true, 1]);
});

it('plans without taking anything, and with what waits as if it were anybody’s', () => {
  const slots = new Slots({ all: 8, ofOne: 4 });
  slots.take('a');
  const plan = slots.whileWaiting(2);
  expect(['a', 'b', 'c'].map((id) => claimAll(plan, id))).toEqual([1, 2, 1]);
  expect([slots.roomFor('a'), slots.roomFor('b')]).toEqual([3, 4]);
  expect(slots.whileWaiting(4).roomFor('b')).toBe(0);
});
