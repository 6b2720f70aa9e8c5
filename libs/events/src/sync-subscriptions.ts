import { TolemConfig } from '@app/config';
import { Injectable } from '@nestjs/common';
import { Subscriptions } from './subscriptions.repository.js';

/** Brings the subscriptions of the configuration into the database, where their cursors live. */
@Injectable()
export class SyncSubscriptions {
  constructor(
    private readonly config: TolemConfig,
    private readonly subscriptions: Subscriptions,
  ) {}

  async execute(): Promise<void> {
    const wanted = this.config.file.subscriptions;
    for (const subscription of wanted) await this.subscriptions.put(subscription);
    await this.subscriptions.removeOthers(wanted.map((subscription) => subscription.name));
  }
}
