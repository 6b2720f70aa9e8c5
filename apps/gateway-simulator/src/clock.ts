import { Injectable } from '@nestjs/common';
import { Ledger } from './ledger.js';

/** The bank's own clock: real time and an offset that tests move; a restart does not set it back. */
@Injectable()
export class BankClock {
  constructor(private readonly ledger: Ledger) {}

  now(): number {
    return Date.now() + this.ledger.clockOffsetMs;
  }

  get offsetMs(): number {
    return this.ledger.clockOffsetMs;
  }

  setOffset(offsetMs: number): void {
    this.ledger.write({ clockOffsetMs: offsetMs });
  }
}
