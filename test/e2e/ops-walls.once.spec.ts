// Aim: nobody gets through a wall that he should not, and no new route can be forgotten. Method: take every route from the
// router's own list, hold those of operators against the one table of who may do what, and try each from below.
import { ROLES } from '@app/operators';
import { Shutdown } from '@app/process';
import { createApi } from '../../apps/api/src/create-api.js';
import { ask, type SignedInOperator } from '../support/operator.js';
import { aConfig } from '../support/publisher.js';
import { System } from '../support/system.js';

/** Every route of operators, and the lowest role that it takes. A route that is not here fails the test. */
const NEEDED = {
  'POST /ops/api/session': 'nobody',
  'GET /ops/api/session': 'viewer',
  'DELETE /ops/api/session': 'viewer',
  'GET /ops/api/audit': 'viewer',
  'GET /ops/api/operators': 'viewer',
  'GET /ops/api/stuck': 'viewer',
  'GET /ops/api/overview': 'viewer',
  'GET /ops/api/band': 'viewer',
  'GET /ops/api/live': 'viewer',
  'GET /ops/api/stuck.csv': 'viewer',
  'POST /ops/api/stuck/ask': 'operator',
  'GET /ops/api/asks/:id': 'viewer',
  'POST /ops/api/cases/close': 'operator',
  'POST /ops/api/cases/:id/comments': 'operator',
  'PUT /ops/api/cases/:id/assignee': 'operator',
  'POST /ops/api/cases/:id/close': 'operator',
  'GET /ops/api/orders': 'viewer',
  'GET /ops/api/orders/:id': 'viewer',
  'POST /ops/api/orders/:id/ask': 'operator',
  'POST /ops/api/orders/:id/payment-link': 'operator',
  'POST /ops/api/orders/:id/replay': 'operator',
  'POST /ops/api/orders/:id/resolve': 'admin',
} as const satisfies Record<string, (typeof ROLES)[number] | 'nobody'>;

type Route = Readonly<{ method: string; path: string }>;

const WALLED = Object.entries(NEEDED)
  .filter(([, role]) => role !== 'nobody')
  .map(([route, role]) => {
    const [method, path] = route.split(' ') as [string, string];
    return { route, method, path, role: role as (typeof ROLES)[number] };
  });
const UNSAFE = WALLED.filter(({ method }) => method !== 'GET');
/** Routes that take more than a viewer, each with every role below what it takes. */
const TOO_LOW = WALLED.flatMap((wall) =>
  ROLES.slice(0, ROLES.indexOf(wall.role)).map((role) => ({ ...wall, role })),
);

let system: System;
let routes: Route[];
const operators = new Map<string, SignedInOperator>();
beforeAll(async () => {
  system = await System.start({ workers: 0 });
  const mapped = system.api.log.matchAll(/Mapped \{([^,]+), (\w+)\} route/g);
  routes = [...mapped].map(([, path, method]) => ({ method: method!, path: path! }));
  for (const role of ROLES) operators.set(role, await system.operator(role));
});
afterAll(() => system?.stop());

/** With something in place of every parameter; nothing behind the wall may ever get to look at it. */
const addressOf = (path: string) =>
  path.replace(/:\w+/g, '01a207b7-52c3-722a-87f6-8c37fc56dd4d').replace(/\*\w*/g, 'x');

const askAnonymously = ({ method, path }: Route) =>
  ask(new URL(addressOf(path), system.apiUrls[0]), method, method === 'GET' ? {} : { body: {} });

it('knows every route of operators, and no other', () => {
  const mapped = routes
    .filter(({ path }) => path.startsWith('/ops/api'))
    .map(({ method, path }) => `${method} ${path}`);
  expect(mapped.toSorted()).toEqual(Object.keys(NEEDED).toSorted());
});

/** Files for everybody, which pass by Nest and its guard. */
const FILES = /^(GET|HEAD) \/(docs|openapi\.(json|yaml)|ops(?!\/api))/;

it('has nothing in the router that passes by the guard, but files for everybody', async () => {
  const app = await createApi(aConfig(system.db.url), new Shutdown());
  await app.init();
  const paths = readTree(app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false }));
  await app.close();
  const guarded = routes.flatMap(({ method, path }) =>
    method === 'GET' ? [`GET ${path}`, `HEAD ${path}`] : [`${method} ${path}`],
  );
  expect(paths.filter((route) => !FILES.test(route)).toSorted()).toEqual(guarded.toSorted());
});

/** Fastify draws its routes as a tree: four columns for each level, then a part of a path, then its methods. */
function readTree(tree: string): string[] {
  const above: string[] = [];
  return [...tree.matchAll(/^([ │]*)[├└]── (\S+) \(([^)]+)\)$/gm)].flatMap(([, indent, part, methods]) => {
    const level = indent!.length / 4;
    above[level] = (above[level - 1] ?? '') + part;
    return methods!.split(', ').map((method) => `${method} ${above[level]}`);
  });
}

it('has a mark on every route of the router: public, for shops, or for operators', async () => {
  expect(routes.length).toBeGreaterThan(8 + WALLED.length);
  const unmarked = [];
  for (const route of routes) {
    const { body } = await askAnonymously(route);
    if (body.detail === 'This route is open to nobody') unmarked.push(route);
  }
  expect(unmarked).toEqual([]);
});

it('asks nobody in who comes without a session, a shop with its key included', async () => {
  for (const { route, method, path } of WALLED) {
    const { status, headers, body } = await askAnonymously({ method, path });
    expect([route, status, body.code]).toEqual([route, 401, 'UNAUTHORIZED']);
    expect([route, headers.get('cache-control')]).toEqual([route, 'no-store']);
    const url = new URL(addressOf(path), system.apiUrls[0]);
    const authorization = `Bearer ${system.keyOf('patient')}`;
    expect([route, (await ask(url, method, { headers: { authorization } })).status]).toEqual([route, 401]);
  }
});

it('takes an operator for no shop', async () => {
  for (const { method, path } of routes.filter((route) => route.path.startsWith('/v1/')))
    expect([path, (await operators.get('admin')!.request(method, addressOf(path))).status]).toEqual([
      path,
      401,
    ]);
});

it('refuses every role that is too low', async () => {
  for (const { route, method, path, role } of TOO_LOW) {
    const body = method === 'GET' ? undefined : {};
    const answer = await operators.get(role)!.request(method, addressOf(path), body);
    expect([route, role, answer.status, answer.body.code]).toEqual([route, role, 403, 'FORBIDDEN']);
    expect([route, answer.body.detail]).toEqual([route, expect.stringMatching(/^This takes the role/)]);
  }
});

it('changes nothing without the CSRF token of the session, whoever asks', async () => {
  expect(UNSAFE.length).toBeGreaterThan(0);
  for (const { route, method, path } of UNSAFE)
    for (const token of [undefined, operators.get('viewer')!.csrf]) {
      const headers = { 'x-csrf-token': token };
      const answer = await operators.get('admin')!.request(method, addressOf(path), {}, { headers });
      expect([route, answer.status, answer.body.code]).toEqual([route, 403, 'FORBIDDEN']);
      expect([route, answer.body.detail]).toEqual([route, expect.stringContaining('x-csrf-token')]);
    }
});

it('lets in whoever may come: to each route each role that is high enough gets past the wall', async () => {
  // What lies behind may refuse what makes no sense, but not for want of a session, a role or a token.
  for (const { route, method, path, role: needed } of WALLED)
    for (const role of ROLES.slice(ROLES.indexOf(needed))) {
      const operator =
        route === 'DELETE /ops/api/session' ? await system.operator(role) : operators.get(role)!;
      const answer = await operator.request(method, addressOf(path), method === 'GET' ? undefined : {});
      expect([route, role, [401, 403].includes(answer.status)]).toEqual([route, role, false]);
    }
});
