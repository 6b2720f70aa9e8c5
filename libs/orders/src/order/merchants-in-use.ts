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
    const configured = this.config.file.merchants.map(({ id }) => id);
    const missing = await this.registrations.listForgottenMerchants(configured);
    if (missing.length > 0)
      throw new SettingsError(
        'TOLEM_CONFIG',
        missing.map((id) => `merchants lacks ${id}, which has open registrations`),
      );
  }
}
