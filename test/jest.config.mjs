import path from 'node:path';

/**
 * Everything is transpiled to CommonJS, Nest included: Jest's native ESM does not work with Nest 12 on Node 20.
 * Types are not checked here; `npm run check:types` does that.
 */
const LIBRARIES = [
  'kernel',
  'subscriber',
  'config',
  'database',
  'queue',
  'gateway',
  'events',
  'orders',
  'reconciliation',
];

/** Packages that exist as ES modules only. */
const ESM_ONLY = [
  '@nestjs',
  'uuid',
  '@seriousme',
  'p-limit',
  'yocto-queue',
  'file-type',
  'uint8array-extras',
  'strtok3',
  'token-types',
  '@tokenizer',
  '@borewit',
  'content-disposition',
];

const rootDir = path.resolve(import.meta.dirname, '..');

const shared = {
  rootDir,
  testEnvironment: 'node',
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.data'],
  transform: {
    '^.+\\.(ts|js|mjs)$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          target: 'es2022',
          keepClassNames: true,
        },
        module: { type: 'commonjs', ignoreDynamic: false },
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${ESM_ONLY.join('|')})/)`],
  moduleNameMapper: {
    '^@app/subscriber/nest$': '<rootDir>/libs/subscriber/src/nest/index.ts',
    ...Object.fromEntries(LIBRARIES.map((name) => [`^@app/${name}$`, `<rootDir>/libs/${name}/src/index.ts`])),
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
};

const project = (displayName, testMatch, more = {}) => ({ ...shared, displayName, testMatch, ...more });

export default {
  rootDir,
  // Jest takes it here and nowhere else; processes and databases take their time on a busy machine.
  testTimeout: 30_000,
  projects: [
    project('unit', ['<rootDir>/{apps,libs}/**/*.spec.ts', '<rootDir>/test/properties/**/*.spec.ts']),
    project('integration', ['<rootDir>/test/integration/**/*.spec.ts']),
    project('start', ['<rootDir>/test/e2e/npm-start*.spec.ts']),
    project('e2e', ['<rootDir>/test/e2e/**/!(npm-start)*.spec.ts']),
    project('faults', ['<rootDir>/test/faults/**/*.spec.ts']),
    // What has nothing to do with the job store.
    project('once', ['<rootDir>/test/once/**/*.spec.ts']),
    project('topologies', ['<rootDir>/test/topologies/**/*.spec.ts']),
    project('bench', ['<rootDir>/test/bench/**/*.bench.ts']),
    project('browser', ['<rootDir>/test/browser/**/!(*-pages).spec.ts']),
    // What pages look like: once is enough, whatever the jobs are on.
    project('pages', ['<rootDir>/test/browser/**/*-pages.spec.ts']),
  ],
};
