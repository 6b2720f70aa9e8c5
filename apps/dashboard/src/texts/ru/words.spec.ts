// Aim: the Russian words hold for every order they are said of.
import { WORDS_RU } from './words.js';

it('says of a payment that was taken back what is true of a hold and of a charge', () => {
  const { states, statuses, events, callbacks } = WORDS_RU;
  const said = [states.released, statuses.reversed, events['order.released'], callbacks.reversed.done];
  expect(said.map((words) => words.toLowerCase())).toEqual(Array(4).fill('оплата отменена'));
});
