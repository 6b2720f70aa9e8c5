import path from 'node:path';

/**
 * Everything is transpiled to CommonJS, Nest included: Jest's native ESM does not work with Nest 12 on Node 20.
 * Types are not checked here; `npm run check:types` does that.
 */
const LIBRARIES = [
  'kernel',
  'process',
  'web-page',
  'subscriber',
  'config',
  'database',
  'queue',
  'operators',
  'gateway',
  'events',
  'orders',
  'reconciliation',
  'reports',
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
  testEnvironment: '<rootDir>/test/support/runner/environment.mjs',
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

/** The tests of one kind; `backend` is what the jobs are on, where they have a part in it. */
const project = (kind, testMatch, backend) => ({
  ...shared,
  displayName: backend ? `${kind} on ${backend}` : kind,
  testMatch: testMatch.map((files) => `<rootDir>/${files}`),
  testEnvironmentOptions: { backend: backend ?? 'none' },
});

/** A folder of tests: `*.once.spec.ts` has nothing to do with the job store, everything else runs on each. */
const folder = (kind, files = '*') => [
  project(`${kind} once`, [`test/${kind}/**/${files}.once.spec.ts`]),
  ...['postgres', 'redis'].map((backend) => project(kind, [`test/${kind}/**/!(*.once).spec.ts`], backend)),
];

const projects = [
  project('unit', ['{apps,libs}/**/*.spec.ts']),
  project('architecture', ['test/architecture/**/*.spec.ts']),
  ...folder('integration', '!(redis-*)'),
  ...folder('e2e', '!(npm-start*|redis-*)'),
  ...folder('chaos'),
  ...folder('browser'),
  project('walk', ['test/browser/walk.spec.ts'], 'postgres'),
  project('start', ['test/e2e/npm-start*.once.spec.ts']),
  project('topologies', ['test/{integration,e2e}/redis-*.once.spec.ts']),
  project('bench', ['test/bench/**/*.bench.ts']),
  // What a test of the tests runs, to see it fail.
  project('fixture', ['test/support/runner/*.fixture.ts']),
];

/** The names of all projects: `TEST_PROJECTS` picks of them, comma between. */
export const PROJECTS = projects.map(({ displayName }) => displayName);

const picked = process.env.TEST_PROJECTS?.split(',') ?? PROJECTS;

export default {
  rootDir,
  // Not below TMPDIR, which is each run's own.
  cacheDirectory: path.join(rootDir, 'node_modules/.cache/jest'),
  // Jest takes it here and nowhere else. To end what hangs: what is just slow, on a busy machine, must not reach it.
  testTimeout: 300_000,
  testSequencer: '<rootDir>/test/support/runner/slowest-first.cjs',
  projects: projects.filter(({ displayName }) => picked.includes(displayName)),
};
