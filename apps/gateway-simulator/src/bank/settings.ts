import { readFileSync } from 'node:fs';
import { readSettings, SettingsError, validateSettings } from '@app/config';
import { CURRENCIES, type Currency } from '@app/kernel';
import { parse } from 'yaml';
import { z } from 'zod';
import { CALLBACKS } from './callback-settings.js';

const ENVIRONMENT = z.object({
  SIMULATOR_PORT: z.coerce.number().int().min(1).max(65535).default(3002),
  LISTEN_ADDRESS: z.string().default('127.0.0.1'),
  /** Folder of the ledger. */
  SIMULATOR_DATA: z.string(),
  /** Path of the YAML file with the merchants. */
  SIMULATOR_CONFIG: z.string(),
  /** Where a payer's browser reaches this bank; without it, wherever the call that registers came to. */
  SIMULATOR_PUBLIC_URL: z.string().refine(isOrigin, 'is not the http(s) address of a host').optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  NODE_ENV: z
    .string()
    .optional()
    .refine(
      (value) => value !== 'production',
      'is production, and a gateway simulator has no business there',
    ),
});

/** A merchant as the bank knows it. Orders keep what was set when they were registered. */
export const MERCHANT = z.strictObject({
  login: z.string().min(1).max(100),
  password: z.string().min(1).max(200),
  attempts: z.number().int().min(1).max(99),
  currencies: z.array(z.enum(Object.keys(CURRENCIES) as [Currency, ...Currency[]])).min(1),
  /** Lifetime of a page where the request names none; 20 minutes is the platform's own default. */
  defaultLifetimeSeconds: z.number().int().min(1).max(999_999_999).default(1200),
  /** Of the pages, where a request names none that they are written in. */
  language: z.enum(['kk', 'ru', 'en']).default('en'),
  /** How an order ends whose time is over; which of the two this bank says is not known. */
  expiryCode: z.literal([-2007, -2014]).default(-2007),
  /** The gateway makes a number for an order that names none, as the bank's own example has it. */
  orderNumberOptional: z.boolean().default(false),
  /** `blind`: `?orderId=…` is put at the very end of an address, behind a fragment too. */
  fragment: z.enum(['kept', 'blind']).default('kept'),
  /** Answers go on naming all that was charged as `depositedAmount`, whatever was given back. */
  grossDeposit: z.boolean().default(false),
  /** Absent: it is told nothing. */
  callbacks: CALLBACKS.optional(),
});

export type BankMerchant = Readonly<z.output<typeof MERCHANT>>;

const FILE = z.strictObject({ merchants: z.array(MERCHANT) });

/** What the simulator is told from outside, read once at its start. */
export class SimulatorSettings {
  constructor(
    readonly port: number,
    readonly address: string,
    readonly dataFolder: string,
    readonly logLevel: string,
    readonly merchants: readonly BankMerchant[],
    readonly publicUrl?: string,
  ) {}
}

/** Reads environment and YAML; throws a SettingsError naming every bad setting and no value. */
export function readSimulatorSettings(env?: NodeJS.ProcessEnv): SimulatorSettings {
  const environment = readSettings(ENVIRONMENT, env);
  const file = validateSettings(FILE, readYaml(environment.SIMULATOR_CONFIG), 'SIMULATOR_CONFIG');
  return new SimulatorSettings(
    environment.SIMULATOR_PORT,
    environment.LISTEN_ADDRESS,
    environment.SIMULATOR_DATA,
    environment.LOG_LEVEL,
    file.merchants,
    environment.SIMULATOR_PUBLIC_URL?.replace(/\/$/, ''),
  );
}

/** Nothing after the host: the pages' own addresses begin there. */
function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, origin } = new URL(text);
  return ['http:', 'https:'].includes(protocol) && origin === text.replace(/\/$/, '').toLowerCase();
}

function readYaml(path: string): unknown {
  try {
    return parse(readFileSync(path, 'utf8'));
  } catch (error) {
    // The parser's own message quotes the line, which may hold a password.
    const reason = (error as NodeJS.ErrnoException).code ?? 'not readable YAML';
    throw new SettingsError('environment', [`SIMULATOR_CONFIG names a file that cannot be used (${reason})`]);
  }
}
