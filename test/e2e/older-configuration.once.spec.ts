// Aim: a worker that starts with an older file changes no subscription for the others, and people are told of it while it lives.
// Method: two workers, one of them started once more with a file that lacks one subscription and narrows another.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import { eventually } from '../support/eventually.js';
import { stories } from '../support/story.js';

const told = stories({ workers: 2, subscriptions: [{ name: 'crm', from: 'beginning' }] });

type Subscription = Record<string, unknown> & { name: string };

/** The file as it was before `crm`, when `ledger` was told of payments alone. */
function writeOlderFile(): string {
  const config = told.system.readConfig() as { subscriptions: Subscription[] };
  const subscriptions = config.subscriptions
    .filter(({ name }) => name !== 'crm')
    .map((one) => (one.name === 'ledger' ? { ...one, types: ['order.paid'] } : one));
  const file = path.join(path.dirname(told.system.configFile), 'older.yaml');
  writeFileSync(file, stringify({ ...config, subscriptions }), { mode: 0o600 });
  return file;
}

const openCases = async (): Promise<string[]> =>
  (
    await told.system.db.sql<{ subject: string }>(
      `SELECT subject FROM cases WHERE reason = 'subscriptions_differ' AND closed_at IS NULL ORDER BY subject`,
    )
  ).map(({ subject }) => subject);
const subscriptions = () =>
  told.system.db.sql(
    `SELECT name, state, types, shops FROM subscriptions WHERE kind = 'queue' ORDER BY name`,
  );

it.each(['SIGTERM', 'SIGKILL'] as const)(
  'changes nothing, is a case while it lives, and none when it has ended (%s)',
  async (signal) => {
    const before = await subscriptions();
    const older = told.system.workers[1]!;
    await older.end('SIGTERM');
    await older.start({ TOLEM_CONFIG: writeOlderFile() });
    await eventually(async () =>
      expect(await openCases()).toEqual(['subscription:crm', 'subscription:ledger']),
    );
    expect(await subscriptions()).toEqual(before);
    const story = await told.buy();
    await eventually(async () => {
      for (const name of ['crm', 'ledger'])
        expect(await told.system.jobsOf(name, story.order.id)).toMatchObject([{ sequence: '0000000001' }]);
    });
    await older.end(signal);
    await eventually(async () => expect(await openCases()).toEqual([]));
    expect(await subscriptions()).toEqual(before);
  },
);

it('switches nothing off either when no other worker is left', async () => {
  const before = await subscriptions();
  const [newer, older] = [told.system.workers[0]!, told.system.workers[1]!];
  await Promise.all([newer.end('SIGTERM'), older.end('SIGTERM')]);
  await older.start({ TOLEM_CONFIG: writeOlderFile() });
  const story = await told.buy();
  await eventually(async () =>
    expect(await told.system.jobsOf('crm', story.order.id)).toMatchObject([{ sequence: '0000000001' }]),
  );
  expect((await subscriptions()).map(({ state }) => state)).toEqual(before.map(({ state }) => state));
});
