import { Injectable } from '@nestjs/common';
import { type FormFields, one, Refusal } from '../wire/form-fields.js';
import { Ledger } from './ledger.js';
import { type BankMerchant, SimulatorSettings } from './settings.js';

/** The merchants of the configuration, and those added while running, which win and are remembered. */
@Injectable()
export class Merchants {
  constructor(
    private readonly settings: SimulatorSettings,
    private readonly ledger: Ledger,
  ) {}

  /** Who is calling? Login and password come in every call. */
  admit(fields: FormFields): BankMerchant | Refusal {
    const login = one(fields, 'userName');
    const password = one(fields, 'password');
    if (login === undefined && one(fields, 'token') === undefined)
      return new Refusal('4', 'Merchant name is empty');
    if (login !== undefined && password === undefined) return new Refusal('4', 'Password is empty');
    const merchant = this.find(login ?? '');
    return merchant && merchant.password === password ? merchant : new Refusal('5', 'Access denied');
  }

  put(merchant: BankMerchant): void {
    this.ledger.write({ merchant });
  }

  find(login: string): BankMerchant | undefined {
    return (
      this.ledger.merchants.get(login) ?? this.settings.merchants.find((merchant) => merchant.login === login)
    );
  }
}
