import type { Actor } from './actor.js';
import { Injectable } from '@nestjs/common';
import { Audit } from './audit.js';
import type { Operator } from './operator.js';

/** Operators as the libraries know them: a cause for what they do, and a hand that writes it down. */
@Injectable()
export class Actors {
  constructor(private readonly audit: Audit) {}

  of(operator: Operator): Actor {
    return {
      name: operator.name,
      cause: `operator:${operator.name}`,
      audit: (tx, deed) => this.audit.write(tx, { operator, ...deed }),
    };
  }
}
