import path from 'node:path';
import { findFreePort } from './free-port.mjs';
import { mustFindBuilt } from './project.mjs';

const FIRST_PORTS = {
  api: ['API_PORT', 3000],
  worker: ['WORKER_PORT', 3010],
  simulator: ['SIMULATOR_PORT', 3002],
  demoShop: ['DEMO_SHOP_PORT', 3001],
};

/** A free port for each app, from its usual one or the environment's upward; no port is given twice. */
export async function choosePorts() {
  const firsts = Object.entries(FIRST_PORTS).map(([app, [setting, usual]]) => [
    app,
    firstPort(setting, usual),
  ]);
  const ports = {};
  for (const [app, first] of firsts) {
    // One taken port moves one app: it steps over the ports where the others would like to be.
    const wanted = firsts.map(([, port]) => port).filter((port) => port !== first);
    const given = new Set([...wanted, ...Object.values(ports)]);
    ports[app] = await findFreePort(first, given, process.env.LISTEN_ADDRESS || undefined);
  }
  return ports;
}

function firstPort(setting, usual) {
  const port = Number(process.env[setting] || usual);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`${setting} is not a port.`);
  return port;
}

/** The four processes of the demo: what each is told, and where it says that it is ready. */
export function demoApps({ folder, ports, databaseUrl, apiKeys }) {
  const urls = urlsOf(ports);
  const common = demoEnvironment();
  const tolem = {
    ...common,
    DATABASE_URL: databaseUrl,
    PUBLIC_URL: urls.api,
    TOLEM_CONFIG: path.join(folder, 'tolem.yaml'),
    API_PORT: String(ports.api),
    // Ctrl-C is for a person, and there is no load balancer.
    SHUTDOWN_GRACE_MS: process.env.SHUTDOWN_GRACE_MS || '0',
  };
  const simulator = {
    ...common,
    SIMULATOR_PORT: String(ports.simulator),
    SIMULATOR_DATA: path.join(folder, 'simulator'),
    SIMULATOR_CONFIG: path.join(folder, 'simulator.yaml'),
  };
  const shop = {
    ...common,
    DATABASE_URL: databaseUrl,
    DEMO_SHOP_PORT: String(ports.demoShop),
    TOLEM_URL: urls.api,
    TOLEM_API_KEY: apiKeys['demo-shop'],
    TOLEM_STRICT_API_KEY: apiKeys['strict-shop'],
    TOLEM_EVENTS_URL: eventsUrl(databaseUrl),
    SUBSCRIPTION: 'demo-shop',
    SIMULATOR_URL: urls.simulator,
  };
  return [
    { name: 'gateway-simulator', env: simulator, health: `${urls.simulator}/health/live` },
    { name: 'api', env: tolem, health: `${urls.api}/health/ready` },
    {
      name: 'worker',
      env: { ...tolem, WORKER_PORT: String(ports.worker) },
      health: `http://127.0.0.1:${ports.worker}/health/ready`,
    },
    { name: 'demo-shop', env: shop, health: `${urls.demoShop}/health/live` },
  ].map((app) => ({ ...app, file: mustFindBuilt(app.name) }));
}

/** Where subscribers find their queues. */
export function eventsUrl(databaseUrl) {
  return process.env.EVENTS_REDIS_URL || process.env.REDIS_URL || databaseUrl;
}

/** The user's own environment, with defaults that suit a terminal. */
export function demoEnvironment() {
  const { NODE_ENV, LOG_LEVEL, ...rest } = process.env;
  return { ...rest, NODE_ENV: NODE_ENV || 'development', LOG_LEVEL: LOG_LEVEL || 'warn' };
}

export function urlsOf(ports) {
  return {
    api: `http://127.0.0.1:${ports.api}`,
    demoShop: `http://127.0.0.1:${ports.demoShop}`,
    simulator: `http://127.0.0.1:${ports.simulator}`,
  };
}
