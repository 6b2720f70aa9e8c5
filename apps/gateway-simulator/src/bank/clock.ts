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

  /** How far the dates it tells merchants are ahead of it, in milliseconds: another clock writes them. */
  get skewMs(): number {
    return this.ledger.clockSkewMs;
  }

  setOffset(offsetMs: number): void {
    this.ledger.write({ clockOffsetMs: offsetMs });
  }

  setSkew(skewMs: number): void {
    this.ledger.write({ clockSkewMs: skewMs });
  }
}
