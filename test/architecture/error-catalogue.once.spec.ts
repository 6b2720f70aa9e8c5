// Aim: docs/shop-api.md tells of every error that a caller can meet, with its status and what he may do, and of no other.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ERRORS } from '@app/kernel';
import { ROOT } from '../support/child.js';

/** Rows `| `CODE` | status | retry | …` of the table of errors. */
function documented(): Record<string, { status: number; retry: string }> {
  const document = readFileSync(path.join(ROOT, 'docs/shop-api.md'), 'utf8');
  const rows = [...document.matchAll(/^\|\s*`([A-Z_]+)`\s*\|\s*(\d{3})\s*\|\s*([\w-]+)\s*\|/gm)];
  const codes = rows.map(([, code]) => code);
  expect(new Set(codes).size).toBe(codes.length);
  return Object.fromEntries(
    rows.map(([, code, status, retry]) => [code, { status: Number(status), retry: retry! }]),
  );
}

it('is the same in the document and in code', () => {
  const catalogue = Object.entries(ERRORS).map(([code, { status, retry }]) => [code, { status, retry }]);
  expect(documented()).toEqual(Object.fromEntries(catalogue));
});
