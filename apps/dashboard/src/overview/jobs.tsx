import type { Overview } from '../api/contract.js';
import { useSpeaking } from '../texts/use-texts.js';
import { PanelTable } from './panel-table.js';

export function Jobs({ jobs }: Pick<Overview, 'jobs'>) {
  const { texts, locale } = useSpeaking();
  const { overview } = texts;
  const figures = new Intl.NumberFormat(locale);
  return (
    <PanelTable
      id="jobs"
      title={overview.jobs}
      nothing={overview.unknown}
      columns={[overview.queue, overview.waiting, overview.active, overview.delayed, overview.failed]}
      rows={
        jobs?.map(({ queue, waiting, active, delayed, failed }) => ({
          key: queue,
          bad: failed > 0,
          cells: [queue, ...[waiting, active, delayed, failed].map((count) => figures.format(count))],
        })) ?? null
      }
    />
  );
}
