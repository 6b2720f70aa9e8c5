import { SettingsError, TolemConfig } from '@app/config';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { RegistrationsRepository } from './registrations.repository.js';

/** A configuration that lacks a merchant whose orders are still open would forget them: it stops the start. */
@Injectable()
export class MerchantsInUse implements OnApplicationBootstrap {
  constructor(
    private readonly config: TolemConfig,
    private readonly registrations: RegistrationsRepository,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const inUse = await this.registrations.listMerchantsInUse();
    const missing = inUse.filter((id) => !this.config.findMerchant(id));
    if (missing.length > 0)
      throw new SettingsError(
        'TOLEM_CONFIG',
        missing.map((id) => `merchants lacks ${id}, which has open registrations`),
      );
  }
}
