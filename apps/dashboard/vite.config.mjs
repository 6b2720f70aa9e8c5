import path from 'node:path';
import { defineConfig } from 'vite';
import { compress } from './compress.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');

export default defineConfig({
  root: import.meta.dirname,
  base: '/ops/',
  plugins: [compress()],
  build: {
    outDir: path.join(ROOT, 'dist/apps/dashboard'),
    emptyOutDir: true,
    target: 'es2023',
    // The policy of the pages knows no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Every file of the component library says "use client", which means nothing here.
      onLog: (level, log, handle) => log.code !== 'MODULE_LEVEL_DIRECTIVE' && handle(level, log),
    },
  },
  // `npx vite apps/dashboard` while working on it, beside an api that runs.
  server: { proxy: { '/ops/api': 'http://127.0.0.1:3000' } },
});
