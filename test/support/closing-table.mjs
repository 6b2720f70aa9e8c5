import path from 'node:path';
import { ROOT } from '../../apps/launcher/project.mjs';

/** What ran, by kind and by the backend of the jobs, and what could not; `complete` if that is everything. */
export function closingTable(results, missing) {
  const rows = results.flatMap(({ backend, testResults }) => rowsOf(backend, testResults));
  const sum = (field) => rows.reduce((total, row) => total + row[field], 0);
  const lines = [
    line('tests', 'jobs on', 'passed', 'failed', 'left out'),
    ...rows.map((row) => line(row.kind, row.backend, row.passed, row.failed, row.left)),
    ...missing.map((what) => `could not run: ${what}`),
    '',
    `${sum('passed')} passed, ${sum('failed')} failed${sum('left') > 0 ? `, ${sum('left')} skipped` : ''}`,
  ];
  const complete = missing.length === 0 && sum('left') === 0 && unevenKinds(rows).length === 0;
  return { text: `\n${lines.join('\n')}\n`, passed: sum('passed'), complete };
}

function rowsOf(backend, files) {
  const rows = new Map();
  for (const file of files) {
    const kind = kindOf(path.relative(ROOT, file.name));
    const row = rows.get(kind) ?? { kind, backend, passed: 0, failed: 0, left: 0 };
    for (const { status } of file.assertionResults) {
      if (status === 'passed') row.passed += 1;
      else if (status === 'failed') row.failed += 1;
      else row.left += 1;
    }
    // A file that does not even load has no tests to count, and is a failure all the same.
    if (file.assertionResults.length === 0 && file.status === 'failed') row.failed += 1;
    rows.set(kind, row);
  }
  return [...rows.values()];
}

/** Kinds of which not as many tests passed on one backend as on the other. */
function unevenKinds(rows) {
  const kinds = [...new Set(rows.map((row) => row.kind))];
  return kinds.filter(
    (kind) => new Set(rows.filter((row) => row.kind === kind).map(({ passed }) => passed)).size > 1,
  );
}

const line = (...cells) =>
  cells
    .map((cell) => String(cell).padEnd(14))
    .join('')
    .trimEnd();

function kindOf(file) {
  if (file.startsWith('test/e2e/npm-start')) return 'start';
  // How pages look: they run once, and are no half of the browser tests that run on both.
  if (/^test\/browser\/.*-pages\.spec\.ts$/.test(file)) return 'pages';
  return /^test\/(\w+)\//.exec(file)?.[1] ?? 'unit';
}
