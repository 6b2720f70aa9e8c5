import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { z } from 'zod';
import { TOLEM_ENVIRONMENT } from './environment.js';
import {
  MERCHANTS_AND_SHOPS,
  type Merchant,
  type MerchantsAndShops,
  type Shop,
} from './merchants-and-shops.js';
import { readSettings, SettingsError, validateSettings } from './read-settings.js';

/** Everything api and worker are told from outside: read once, at start, and never changed. */
export class TolemConfig {
  private readonly merchants: ReadonlyMap<string, Merchant>;
  private readonly shops: ReadonlyMap<string, Shop>;

  constructor(
    readonly environment: Readonly<z.output<typeof TOLEM_ENVIRONMENT>>,
    readonly file: MerchantsAndShops,
  ) {
    this.merchants = new Map(file.merchants.map((merchant) => [merchant.id, merchant]));
    this.shops = new Map(file.shops.map((shop) => [shop.id, shop]));
  }

  findMerchant(id: string): Merchant | undefined {
    return this.merchants.get(id);
  }

  mustFindMerchant(id: string): Merchant {
    const found = this.merchants.get(id);
    // The start has checked that every merchant with open registrations is configured.
    if (!found) throw new Error(`No merchant ${id} is configured`);
    return found;
  }

  mustFindShop(id: string): Shop {
    const found = this.shops.get(id);
    if (!found) throw new Error(`No shop ${id} is configured`);
    return found;
  }
}

/** Reads environment and YAML file; throws a SettingsError that names every bad setting and no value. */
export function readTolemConfig(env: NodeJS.ProcessEnv = process.env): TolemConfig {
  const environment = readSettings(TOLEM_ENVIRONMENT, env);
  const values = fillInSecrets(readYaml(environment.TOLEM_CONFIG), env, []);
  return new TolemConfig(environment, validateSettings(MERCHANTS_AND_SHOPS, values, 'TOLEM_CONFIG'));
}

function readYaml(path: string): unknown {
  try {
    // Without warnings: they too quote the line.
    return parse(readFileSync(path, 'utf8'), { logLevel: 'error' });
  } catch (error) {
    // The parser's own message quotes the line, which may hold a password.
    const { code } = error as { code?: unknown };
    const reason = typeof code === 'string' ? code : 'not readable YAML';
    throw new SettingsError('environment', [`TOLEM_CONFIG names a file that cannot be used (${reason})`]);
  }
}

/** `${NAME}` is taken from the environment, `{ file: path }` from a file: secrets need not stand in the YAML. */
function fillInSecrets(value: unknown, env: NodeJS.ProcessEnv, path: readonly string[]): unknown {
  if (typeof value === 'string')
    return value.replace(/\$\{(\w+)\}/g, (_, name) => fromEnvironment(name, env, path));
  if (Array.isArray(value)) return value.map((item, at) => fillInSecrets(item, env, [...path, String(at)]));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  if (entries.length === 1 && entries[0]?.[0] === 'file') return fromFile(String(entries[0][1]), path);
  return Object.fromEntries(entries.map(([key, item]) => [key, fillInSecrets(item, env, [...path, key])]));
}

function fromEnvironment(name: string, env: NodeJS.ProcessEnv, path: readonly string[]): string {
  const value = env[name];
  if (!value) throw new SettingsError('TOLEM_CONFIG', [`${path.join('.')} wants ${name}, which is missing`]);
  return value;
}

function fromFile(file: string, path: readonly string[]): string {
  try {
    return readFileSync(file, 'utf8').trimEnd();
  } catch {
    throw new SettingsError('TOLEM_CONFIG', [`${path.join('.')} names a file that cannot be read`]);
  }
}
