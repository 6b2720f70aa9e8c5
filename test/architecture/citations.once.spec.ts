// Aim: whatever a document or a comment points at is there: files, headings, and the sections of the facts of the gateway.
// Method: every file of the tree is read, and every pointer in it is followed.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../support/child.js';

const LEFT_OUT = new Set(['node_modules', 'dist', '.git', '.data']);
/** The past may speak of what is gone. */
const OF_THE_PAST = new Set(['CHANGELOG.md', 'docs/testing.md']);

function* filesIn(folder: string): Generator<string> {
  for (const entry of readdirSync(path.join(ROOT, folder), { withFileTypes: true })) {
    if (LEFT_OUT.has(entry.name)) continue;
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(file);
    else yield file;
  }
}
const files = [...filesIn('.')];
const documents = files.filter((file) => file.endsWith('.md'));
const sources = files.filter((file) => /\.(ts|tsx|mjs|cjs)$/.test(file));
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

/** A heading as links name it. */
const anchorOf = (heading: string) =>
  heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

function anchorsOf(document: string): Set<string> {
  return new Set([...read(document).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading!)));
}

function linksOf(document: string): string[] {
  return [...read(document).matchAll(/\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"/g)]
    .map(([, link, source]) => (link ?? source)!)
    .filter((link) => !/^[a-z]+:/.test(link));
}

function isThere(document: string, link: string): boolean {
  const [file = '', anchor] = link.split('#');
  const target = file === '' ? document : path.join(path.dirname(document), file);
  if (!existsSync(path.join(ROOT, target))) return false;
  return anchor === undefined || !target.endsWith('.md') || anchorsOf(target).has(anchor);
}

/** Paths that stand in `code`, from the root or, in the README of a folder, from there. */
function pathsOf(document: string): string[] {
  return [
    ...read(document).matchAll(
      /`((?:apps|libs|test|docs|deploy|src)\/[\w./-]+\.(?:ts|tsx|mjs|cjs|json|md|yml|sql))`/g,
    ),
  ].map(([, file]) => file!);
}

const sectionsOf = (text: string): string[] =>
  [...text.matchAll(/gateway\.md((?:[,\s*/]|and|§\d+[a-z]?)+)/g)].flatMap(([, list]) =>
    [...list!.matchAll(/§(\d+[a-z]?)/g)].map(([, section]) => section!),
  );

it.each(documents)('leads somewhere: %s', (document) => {
  expect(linksOf(document).filter((link) => !isThere(document, link))).toEqual([]);
});

it.each(documents.filter((document) => !OF_THE_PAST.has(document)))(
  'names files that are there: %s',
  (document) => {
    const from = (file: string) => (file.startsWith('src/') ? path.join(path.dirname(document), file) : file);
    expect(pathsOf(document).filter((file) => !existsSync(path.join(ROOT, from(file))))).toEqual([]);
  },
);

it('cites only sections of the facts of the gateway that are there', () => {
  const there = new Set(
    [...read('docs/gateway.md').matchAll(/^##+ (\d+[a-z]?)\. /gm)].map(([, section]) => section!),
  );
  expect(there.size).toBeGreaterThan(10);
  const cited = [...sources, ...documents].flatMap((file) =>
    sectionsOf(read(file)).map((section) => ({ file, section })),
  );
  expect(cited.length).toBeGreaterThan(50);
  expect(cited.filter(({ section }) => !there.has(section))).toEqual([]);
});

it('names files in comments that are there', () => {
  const named = sources.flatMap((file) =>
    [
      ...read(file).matchAll(
        /^\s*(?:\/\/|\/?\*).*?\b((?:apps|libs|docs)\/[\w./-]+\.(?:ts|tsx|mjs|md|json))/gm,
      ),
    ].map(([, target]) => ({ file, target: target! })),
  );
  expect(named.filter(({ target }) => !existsSync(path.join(ROOT, target)))).toEqual([]);
});

it('speaks of no document that is not part of the project', () => {
  const strangers = [...sources, ...documents].filter((file) =>
    /\bdesign\.md\b|\.\.\/shared\//.test(read(file)),
  );
  expect(strangers.filter((file) => !file.endsWith('citations.once.spec.ts'))).toEqual([]);
});
