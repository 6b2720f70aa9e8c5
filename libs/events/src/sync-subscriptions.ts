import { type SubscriptionConfig, TolemConfig } from '@app/config';
import { newId } from '@app/kernel';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import {
  ConfiguredSubscriptions,
  LIVES_FOR_MS,
  type Settings,
} from './configured-subscriptions.repository.js';
import { Subscriptions } from './subscriptions.repository.js';

/** A subscription about which processes that live are configured differently, and how many want what. */
export type Disputed = Readonly<{
  subscription: string;
  wanted: readonly Readonly<{ settings: Settings; processes: number }>[];
}>;

/**
 * Brings the subscriptions of the configuration into the database, where their cursors live. New ones at once; a change of one that
 * is known only while all processes want it, so that one which starts with an older file changes nothing for the others. What a
 * file does not name goes on: it is switched off by `removed: true` alone.
 */
@Injectable()
export class SyncSubscriptions implements OnApplicationShutdown {
  private readonly process = newId();
  private changesAgainAtMs = 0;

  constructor(
    private readonly config: TolemConfig,
    private readonly subscriptions: Subscriptions,
    private readonly configured: ConfiguredSubscriptions,
  ) {}

  async execute(): Promise<Disputed[]> {
    const own = this.config.file.subscriptions;
    const settings = Object.fromEntries(own.map((one) => [one.name, settingsOf(one)]));
    // No process was heard while the database was away: the others get the time to come back before one of them decides.
    if (await this.configured.note(this.process, settings))
      this.changesAgainAtMs = performance.now() + LIVES_FOR_MS;
    for (const one of own) if (!one.removed) await this.subscriptions.addIfNew(one);
    const disputed = disputedIn(await this.configured.listLiving());
    if (performance.now() < this.changesAgainAtMs) return disputed;
    const names = new Set(disputed.map(({ subscription }) => subscription));
    for (const one of own) if (!names.has(one.name)) await this.subscriptions.change(one);
    return disputed;
  }

  /** From now on the others decide without this process. */
  async onApplicationShutdown(): Promise<void> {
    await this.configured.forget(this.process);
  }
}

/** As text, so that two of them can be compared; of the start only a new subscription knows. */
const settingsOf = ({ types, shops, replayAfterLossSeconds, removed }: SubscriptionConfig): Settings =>
  removed
    ? 'removed'
    : JSON.stringify({
        types: types?.toSorted() ?? 'all',
        shops: shops?.toSorted() ?? 'all',
        replayAfterLossSeconds,
      });

function disputedIn(living: readonly Readonly<Record<string, Settings>>[]): Disputed[] {
  const names = [...new Set(living.flatMap((one) => Object.keys(one)))].toSorted();
  return names.flatMap((subscription) => {
    const counts = new Map<Settings, number>();
    for (const one of living) {
      const settings = one[subscription] ?? 'not named';
      counts.set(settings, (counts.get(settings) ?? 0) + 1);
    }
    const wanted = [...counts.keys()]
      .toSorted()
      .map((settings) => ({ settings, processes: counts.get(settings)! }));
    return wanted.length > 1 ? [{ subscription, wanted }] : [];
  });
}
