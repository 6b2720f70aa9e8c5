import { createHash, randomBytes } from 'node:crypto';
import path from 'node:path';
import { Document, parseDocument } from 'yaml';
import { readIfPresent, writePrivate } from './private-file.mjs';

/** The demo's two merchants differ in what the simulator allows them: how often a payer may try. */
const MERCHANTS = [
  { id: 'demo', attempts: 3 },
  { id: 'demo-strict', attempts: 1 },
];
const SHOPS = [
  { id: 'demo-shop', name: 'Demo shop', merchant: 'demo' },
  { id: 'strict-shop', name: 'Strict shop', merchant: 'demo-strict' },
];
const HEADER =
  ' Written by the first `npm start` and yours to change: later starts only follow moved ports and keys.';
const LOCAL_HOST = /^127\.0\.0\.1:\d+$/;
const LOCAL_GATEWAY = /^http:\/\/127\.0\.0\.1:\d+\/payment\/rest\/$/;

/** Writes tolem.yaml and simulator.yaml, or brings them up to date; returns plain API keys by shop and the operator's password. */
export function prepareDemo(folder, ports) {
  const secrets = openSecrets(path.join(folder, 'secrets.json'));
  const file = path.join(folder, 'tolem.yaml');
  const text = readIfPresent(file);
  const tolem = text === undefined ? firstSettings(ports) : parseDocument(text);
  if (tolem.errors.length > 0) throw new Error(`${file} is not readable YAML (${tolem.errors[0].code}).`);
  followPorts(tolem, ports);
  followKeys(tolem, secrets.apiKeys);
  writeIfChanged(file, text, tolem);
  prepareSimulator(path.join(folder, 'simulator.yaml'), tolem);
  return secrets;
}

/** Plain keys are kept apart from the configuration, which holds only their hashes, as the database does of the password. */
function openSecrets(file) {
  const text = readIfPresent(file);
  const known = text === undefined ? {} : JSON.parse(text);
  const apiKeys = Object.fromEntries(SHOPS.map(({ id }) => [id, known.apiKeys?.[id] ?? newSecret()]));
  const secrets = { apiKeys, opsPassword: known.opsPassword ?? newSecret() };
  writeIfChanged(file, text, `${JSON.stringify(secrets, null, 2)}\n`);
  return secrets;
}

const newSecret = () => randomBytes(32).toString('base64url');

function firstSettings(ports) {
  const settings = new Document({
    merchants: MERCHANTS.map(({ id }) => ({
      id,
      baseUrl: gatewayUrl(ports),
      login: `${id}-api`,
      password: randomBytes(24).toString('hex'),
      paymentPageHosts: [host(ports.simulator)],
      currencies: ['KZT'],
      callbackKeys: [{ hmac: randomBytes(24).toString('hex') }],
      dynamicCallbackUrl: true,
    })),
    shops: SHOPS.map(({ id, name, merchant }) => ({
      id,
      name,
      merchant,
      apiKeys: [{ id: 'demo', sha256: '' }],
      returnHosts: [host(ports.demoShop)],
      defaultLanguage: 'en',
    })),
    subscriptions: [
      { name: 'demo-shop', from: 'beginning', shops: SHOPS.map(({ id }) => id) },
      { name: 'ledger', from: 'beginning' },
    ],
  });
  settings.commentBefore = HEADER;
  return settings;
}

/** Only what points to this machine follows: a merchant that was turned to the bank's own host stays there. */
function followPorts(tolem, ports) {
  eachRow(tolem, 'merchants', MERCHANTS, (row) => {
    if (LOCAL_GATEWAY.test(row.get('baseUrl'))) row.set('baseUrl', gatewayUrl(ports));
    replaceLocalHost(row.get('paymentPageHosts'), ports.simulator);
  });
  eachRow(tolem, 'shops', SHOPS, (row) => replaceLocalHost(row.get('returnHosts'), ports.demoShop));
}

function followKeys(tolem, keys) {
  eachRow(tolem, 'shops', SHOPS, (row) => {
    const sha256 = createHash('sha256').update(keys[row.get('id')]).digest('hex');
    const demoKey = row.get('apiKeys')?.items.find((key) => key.get('id') === 'demo');
    if (demoKey && demoKey.get('sha256') !== sha256) demoKey.set('sha256', sha256);
  });
}

/** The simulator lets in who tolem.yaml says we are; what a user has added to its file stays. */
function prepareSimulator(file, tolem) {
  const text = readIfPresent(file);
  const simulator = text === undefined ? new Document({ merchants: [] }) : parseDocument(text);
  eachRow(tolem, 'merchants', MERCHANTS, (row) => {
    const { attempts } = MERCHANTS.find(({ id }) => id === row.get('id'));
    const [login, password] = [row.get('login'), row.get('password')];
    const known = simulator.get('merchants').items.find((merchant) => merchant.get('login') === login);
    // A tolem.yaml from before there were callbacks has no key for them.
    const hmac = row.getIn(['callbackKeys', 0, 'hmac']);
    const merchant = { login, password, attempts, currencies: ['KZT'], ...(hmac && { callbacks: { hmac } }) };
    if (!known) simulator.addIn(['merchants'], simulator.createNode(merchant));
    else if (known.get('password') !== password) known.set('password', password);
  });
  writeIfChanged(file, text, simulator);
}

function eachRow(document, list, wanted, act) {
  for (const row of document.get(list)?.items ?? []) {
    if (wanted.some(({ id }) => id === row.get('id'))) act(row);
  }
}

function replaceLocalHost(hosts, port) {
  const at = hosts?.items.findIndex((item) => LOCAL_HOST.test(item.value)) ?? -1;
  if (at >= 0 && hosts.get(at) !== host(port)) hosts.set(at, host(port));
}

function writeIfChanged(file, before, now) {
  if (String(now) !== before) writePrivate(file, String(now));
}

const host = (port) => `127.0.0.1:${port}`;
const gatewayUrl = (ports) => `http://${host(ports.simulator)}/payment/rest/`;
