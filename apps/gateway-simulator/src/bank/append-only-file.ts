import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
} from 'node:fs';

/**
 * An append-only file of JSON lines. A line is in the operating system's hands before the answer that speaks
 * of it is sent, so kill -9 loses nothing anybody was told.
 */
export class AppendOnlyFile<Entry> {
  private constructor(private readonly descriptor: number) {}

  /** Writes the file anew with only what still counts; the old one stays whole until the new one is. */
  static rewrite<Entry>(path: string, entries: Iterable<Entry>): AppendOnlyFile<Entry> {
    const fresh = `${path}.new`;
    const descriptor = openSync(fresh, 'w', 0o600);
    const file = new AppendOnlyFile<Entry>(descriptor);
    for (const entry of entries) file.append(entry);
    fsyncSync(descriptor);
    renameSync(fresh, path);
    return file;
  }

  append(entry: Entry): void {
    appendFileSync(this.descriptor, `${JSON.stringify(entry)}\n`);
  }

  close(): void {
    closeSync(this.descriptor);
  }
}

/** Every line of the file. The last may be torn by a kill in mid-write: nobody was told of it yet. */
export function readEntries<Entry>(path: string): Entry[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  const torn = lines.pop();
  const entries = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Entry);
  return torn ? [...entries, ...parseTorn<Entry>(torn)] : entries;
}

function parseTorn<Entry>(line: string): Entry[] {
  try {
    return [JSON.parse(line) as Entry];
  } catch {
    return [];
  }
}
