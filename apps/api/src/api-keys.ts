import { createHash, timingSafeEqual } from 'node:crypto';
import { type Scope, type Shop, TolemConfig } from '@app/config';
import { Injectable } from '@nestjs/common';

type KnownKey = Readonly<{ digest: Buffer; shop: Shop; scopes: readonly Scope[] }>;

/** Keys are 256 random bits, so a plain SHA-256 of them is enough; only that is ever stored. */
@Injectable()
export class ApiKeys {
  private readonly known: readonly KnownKey[];

  constructor(config: TolemConfig) {
    this.known = config.file.shops.flatMap((shop) =>
      shop.apiKeys.map((key) => ({ digest: Buffer.from(key.sha256, 'hex'), shop, scopes: key.scopes })),
    );
  }

  /** Compares with every key, each in constant time: how long it takes tells nothing. */
  find(key: string): Omit<KnownKey, 'digest'> | undefined {
    const digest = createHash('sha256').update(key).digest();
    return this.known.filter((row) => timingSafeEqual(row.digest, digest))[0];
  }
}
