import { createHash, timingSafeEqual } from 'node:crypto';
import { type Scope, type Shop, TolemConfig } from '@app/config';
import { AppError } from '@app/kernel';
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

  /** The key of an `Authorization` header, if it is one. */
  findIn(authorization: string | undefined): KnownKey | undefined {
    const key = /^Bearer ([\w-]{1,200})$/.exec(authorization ?? '')?.[1];
    return key === undefined ? undefined : this.find(key);
  }

  refusal(): AppError {
    return new AppError('UNAUTHORIZED', 'Send a valid key as "Authorization: Bearer <key>"');
  }

  /** Compares with every key, each in constant time: how long it takes tells nothing. */
  private find(key: string): KnownKey | undefined {
    const digest = createHash('sha256').update(key).digest();
    return this.known.filter((row) => timingSafeEqual(row.digest, digest))[0];
  }
}
