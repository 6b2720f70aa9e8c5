import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const WORTH_IT_BYTES = 1024;

/** Beside each file its gzip and brotli, made once here instead of at every request. */
export const compress = () => ({
  name: 'compress',
  // Not before everything is written: vite still changes files after their names are settled.
  async writeBundle({ dir }, bundle) {
    const files = Object.keys(bundle).filter((name) => /^assets\/.+\.(js|css)$/.test(name));
    await Promise.all(files.map((name) => compressFile(path.join(dir, name))));
  },
});

async function compressFile(file) {
  const source = await readFile(file);
  if (source.length < WORTH_IT_BYTES) return;
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } };
  await Promise.all([
    promisify(gzip)(source, { level: 9 }).then((zipped) => writeFile(`${file}.gz`, zipped)),
    promisify(brotliCompress)(source, quality).then((zipped) => writeFile(`${file}.br`, zipped)),
  ]);
}
