import { DefaultNamingStrategy } from 'typeorm';

/** `nextPollAt` in code is `next_poll_at` in the database. */
export class SnakeNames extends DefaultNamingStrategy {
  override columnName(propertyName: string, customName: string): string {
    return customName || propertyName.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }
}
