import { createInterface } from 'node:readline';

/** Passes whole lines on, each with the name of the process that wrote it. */
export function prefixLines(name, from, to) {
  createInterface({ input: from }).on('line', (line) => to.write(`[${name}] ${line}\n`));
}
