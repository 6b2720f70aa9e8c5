import type { Band } from './contract.js';
import { useQuery } from '@tanstack/react-query';
import { bandQuery } from './queries.js';

export type Alarm = Band['alarms'][number] | Readonly<{ kind: 'silence'; level: 'red'; since: string }>;

/** What is known of the service now; null before its first answer. */
export type Seen = Readonly<{
  level: Band['level'];
  alarms: readonly Alarm[];
  band: Band | undefined;
}> | null;

/** A service that gives no answer is the worst alarm of all, and nobody but the page can raise it. */
export function useBand(): Seen {
  const { data, isError, dataUpdatedAt, errorUpdatedAt } = useQuery(bandQuery);
  if (isError) {
    const since = new Date(dataUpdatedAt || errorUpdatedAt).toISOString();
    return { level: 'red', alarms: [{ kind: 'silence', level: 'red', since }], band: undefined };
  }
  return data === undefined ? null : { level: data.level, alarms: data.alarms, band: data };
}
