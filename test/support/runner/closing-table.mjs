/**
 * What ran, by kind and by the backend of the jobs, and what could not; `complete` if that is everything.
 *
 * @param files what `progress.mjs` writes of each test file
 * @param missing what this machine could not run
 * @param elsewhere what was not asked for, which makes nothing incomplete
 */
export function closingTable(files, missing, elsewhere = []) {
  const rows = rowsOf(files);
  const sum = (field) => rows.reduce((total, row) => total + row[field], 0);
  const lines = [
    line('tests', 'jobs on', 'passed', 'failed', 'left out'),
    ...rows.map((row) => line(row.kind, row.backend, row.passed, row.failed, row.left)),
    ...missing.map((what) => `could not run: ${what}`),
    ...elsewhere.map((what) => `not asked for: ${what}`),
    '',
    `${sum('passed')} passed, ${sum('failed')} failed${sum('left') > 0 ? `, ${sum('left')} skipped` : ''}`,
  ];
  const complete = missing.length === 0 && sum('left') === 0 && unevenKinds(rows).length === 0;
  return { text: `\n${lines.join('\n')}\n`, passed: sum('passed'), complete };
}

function rowsOf(files) {
  const rows = new Map();
  for (const { file, backend, failed, tests } of files) {
    const kind = kindOf(file);
    const key = `${kind} ${backend}`;
    const row = rows.get(key) ?? { kind, backend, passed: 0, failed: 0, left: 0 };
    for (const { status } of tests) {
      if (status === 'passed') row.passed += 1;
      else if (status === 'failed') row.failed += 1;
      else row.left += 1;
    }
    // A file that does not even load has no tests to count, and is a failure all the same.
    if (tests.length === 0 && failed) row.failed += 1;
    rows.set(key, row);
  }
  return [...rows.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

/** Kinds of which not as many tests passed on one backend as on the other. */
function unevenKinds(rows) {
  const onBackends = rows.filter(({ backend }) => backend !== 'none');
  const kinds = [...new Set(onBackends.map(({ kind }) => kind))];
  const passed = (kind) => onBackends.filter((row) => row.kind === kind).map((row) => row.passed);
  return kinds.filter((kind) => new Set(passed(kind)).size > 1);
}

const line = (...cells) =>
  cells
    .map((cell) => String(cell).padEnd(14))
    .join('')
    .trimEnd();

const kindOf = (file) => /^test\/(\w+)\//.exec(file)?.[1] ?? 'unit';
