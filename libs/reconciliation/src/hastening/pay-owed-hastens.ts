import { TolemConfig } from '@app/config';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Hasten } from './hasten.js';
import { OwedHastens } from './owed-hastens.repository.js';

const AT_ONCE = 200;

/** Makes due what was locked when its reason to poll came. What is locked still is owed on, and nothing here waits for it. */
@Injectable()
export class PayOwedHastens {
  constructor(
    private readonly db: DataSource,
    private readonly config: TolemConfig,
    private readonly owed: OwedHastens,
    private readonly hasten: Hasten,
  ) {}

  async execute(): Promise<void> {
    const merchants = this.config.file.merchants.map(({ id }) => id);
    const paid = await this.db.transaction(async (tx) => {
      const made = [];
      for (const one of await this.owed.lockFree(tx, merchants, AT_ONCE)) {
        const hastened = await this.hasten.makeDueIfFree(tx, one.registrationId, one.by, one.options);
        // As if it had come twice: the second is put off, and has a poll of its own.
        if (one.isRepeated) await this.hasten.makeDueIfFree(tx, one.registrationId, one.by, one.options);
        await this.owed.remove(tx, one);
        made.push({ id: one.registrationId, hastened });
      }
      return made;
    });
    for (const { id, hastened } of paid) await this.hasten.enqueue(id, hastened);
  }
}
