import type { Overview } from '../api/contract.js';
import { useTexts } from '../texts/use-texts.js';
import { Age } from '../words/instant.js';
import { PanelTable } from './panel-table.js';

export function Subscriptions({ subscriptions }: Pick<Overview, 'subscriptions'>) {
  const { overview } = useTexts();
  return (
    <PanelTable
      id="subscriptions"
      title={overview.subscriptions}
      nothing={overview.unknown}
      columns={[overview.subscription, overview.lag, overview.oldestEvent, overview.waiting, overview.failed]}
      rows={
        subscriptions?.map(({ name, kind, lag, oldestAt, leased, waiting, failed }) => ({
          key: name,
          bad: (failed ?? 0) > 0,
          cells: [
            <span key="name" title={leased ? overview.leased : undefined}>
              {name} <span className="soft">{overview.kinds[kind]}</span>
            </span>,
            lag === 0 ? overview.upToDate : overview.events(lag),
            oldestAt === null ? '–' : <Age key="oldest" at={oldestAt} />,
            waiting ?? '–',
            failed ?? '–',
          ],
        })) ?? null
      }
    />
  );
}
