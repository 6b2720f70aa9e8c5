import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** Written aside and moved into place: a reader sees the old text or the new one, and only the owner sees either. */
export function writePrivate(file, text) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, file);
}

export function readIfPresent(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
