/** A library may import only libraries of lower rank; apps stand on top; nothing goes past a library's door. */
const RANKS = [
  ['kernel', 'subscriber'],
  ['process', 'web-page'],
  ['config'],
  ['database', 'queue'],
  ['operators'],
  ['gateway', 'events'],
  ['orders'],
  ['reconciliation'],
  ['reports'],
];

const upward = RANKS.map((libraries, rank) => ({
  name: `rank-${rank}-imports-lower-ranks-only`,
  severity: 'error',
  from: { path: `^libs/(${libraries.join('|')})/` },
  to: {
    path: [`^libs/(${RANKS.slice(rank).flat().join('|')})/`, '^apps/'],
    // Its own folder is the one exception.
    pathNot: '^libs/$1/',
  },
}));

export default {
  forbidden: [
    ...upward,
    {
      name: 'subscriber-stands-alone',
      severity: 'error',
      from: { path: '^libs/subscriber/' },
      to: { path: '^libs/(?!subscriber/)' },
    },
    {
      name: 'the-plain-kit-needs-no-nest',
      comment: 'A consumer that is no Nest application does not install it.',
      severity: 'error',
      from: { path: '^libs/subscriber/src/', pathNot: '^libs/subscriber/src/nest/' },
      to: { path: '^libs/subscriber/src/nest/' },
    },
    {
      name: 'simulator-has-shapes-of-its-own',
      comment: 'Client and simulator must not share a mistake about the gateway.',
      severity: 'error',
      from: { path: '^apps/gateway-simulator/' },
      to: { path: '^libs/(?!(kernel|process|web-page|config)/)' },
    },
    {
      name: 'demo-shop-is-a-stranger',
      comment: 'The demo shop knows what any shop knows: REST and the consumer kit.',
      severity: 'error',
      from: { path: '^apps/demo-shop/' },
      to: { path: '^libs/(?!(subscriber|kernel|process|web-page|config)/)' },
    },
    {
      name: 'dashboard-stands-alone',
      comment: 'It runs in a browser and knows the service by its JSON alone.',
      severity: 'error',
      from: { path: '^apps/dashboard/' },
      to: { path: '^libs/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'apps-do-not-import-apps',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'through-the-door-only',
      severity: 'error',
      from: { path: '^(libs|apps)/([^/]+)/' },
      to: {
        path: '^libs/[^/]+/src/',
        pathNot: ['^libs/[^/]+/src/index\\.ts$', '^libs/subscriber/src/nest/index\\.ts$', '^$1/$2/'],
      },
    },
    {
      name: 'product-imports-no-fixture',
      comment: 'What tests are made of is no part of what is delivered.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: '\\.(spec|fixture)\\.ts$' },
      to: { path: '\\.fixture\\.ts$' },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'node_modules' },
  },
};
