// Aim: a callback that tells nothing new costs one poll; one that may tell of something new, however alike it is, has its series.
import type { Registration } from '@app/orders';
import { isBorneOut } from './is-borne-out.js';

it.each<[string, string, Registration['status'], Registration['mode'], boolean]>([
  ['deposited', '1', 'charged', 'charge', true],
  ['deposited', '1', 'refunded', 'charge', true],
  ['deposited', '1', 'open', 'charge', false],
  ['deposited', '1', 'closed', 'charge', false],
  ['deposited', '1', 'charged', 'hold', false],
  ['deposited', '0', 'charged', 'charge', true],
  ['deposited', '0', 'closed', 'charge', true],
  ['deposited', '0', 'open', 'charge', false],
  ['refunded', '0', 'charged', 'charge', false],
  ['deposited', '2', 'closed', 'charge', false],
  ['approved', '1', 'held', 'hold', true],
  ['approved', '1', 'closed', 'hold', false],
  ['declinedByTimeout', '1', 'closed', 'charge', true],
  ['declinedByTimeout', '1', 'charged', 'charge', false],
  ['reversed', '1', 'reversed', 'charge', true],
  ['reversed', '1', 'charged', 'charge', false],
  ['refunded', '1', 'refunded', 'charge', false],
  ['refunded', '1', 'charged', 'charge', false],
  ['somethingNew', '1', 'charged', 'charge', false],
  ['constructor', '1', 'charged', 'charge', false],
  ['deposited', '1', null, 'charge', false],
])('%s %s of a page that is %s (%s): %s', (operation, status, known, mode, borneOut) => {
  expect(isBorneOut({ operation, status }, { status: known, mode })).toBe(borneOut);
});
