import { TolemConfig } from '@app/config';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { newRegistration } from '../order/new-registration.js';
import { RegistrationsRepository } from '../order/registrations.repository.js';
import type { Order, Registration } from '../order/rows.js';

/** Writes down a registration before anybody calls the gateway: what is not written down is never asked for. */
@Injectable()
export class BeginRegistration {
  constructor(
    private readonly config: TolemConfig,
    private readonly registrations: RegistrationsRepository,
  ) {}

  /** `earlier`: the order's registrations so far, locked by the caller. */
  async execute(
    tx: EntityManager,
    order: Order,
    earlier: readonly Registration[],
    now: Date,
  ): Promise<Registration> {
    const registration = newRegistration(order, {
      merchantId: this.config.mustFindShop(order.shopId).merchant,
      attempt: Math.max(0, ...earlier.map((row) => row.attempt)) + 1,
      now,
      callTimeoutMs: this.config.environment.GATEWAY_TIMEOUT_MS,
    });
    await this.registrations.insert(tx, registration);
    return registration;
  }
}
