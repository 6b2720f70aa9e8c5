import { Link } from 'react-router';
import type { GatewayHealth, Overview } from '../api/contract.js';
import { useSpeaking } from '../texts/use-texts.js';
import { ageInWords } from '../words/age.js';
import { ReasonName } from '../words/chips.js';
import { useNow } from '../words/use-now.js';
import { PanelTable } from './panel-table.js';

export function Gateways({ gateways }: Pick<Overview, 'gateways'>) {
  const { texts, locale } = useSpeaking();
  const { overview } = texts;
  const figures = new Intl.NumberFormat(locale);
  const ms = (value: number | null) => (value === null ? '–' : figures.format(Math.round(value)));
  return (
    <PanelTable
      id="gateways"
      wide
      title={overview.gateways}
      nothing={overview.unknown}
      columns={[overview.merchant, overview.health, overview.calls, overview.failures, overview.latency]}
      rows={
        gateways?.map((gateway) => ({
          key: gateway.merchantId,
          bad: gateway.trouble !== null,
          cells: [
            <Link key="merchant" to={`/stuck?merchant=${encodeURIComponent(gateway.merchantId)}`}>
              {gateway.merchantId}
            </Link>,
            <Health key="health" {...gateway} />,
            figures.format(gateway.calls),
            figures.format(gateway.failures),
            overview.latencyOf(ms(gateway.meanMs), ms(gateway.maxMs)),
          ],
        })) ?? null
      }
    />
  );
}

function Health({ trouble, since, why }: GatewayHealth) {
  const { texts } = useSpeaking();
  const now = useNow();
  if (trouble === null) return <span className="chip good">{texts.overview.healthy}</span>;
  return (
    <>
      <span className="chip bad" title={why ?? undefined}>
        <ReasonName reason={trouble} />
      </span>{' '}
      {since !== null && (
        <span className="soft">{texts.overview.since(ageInWords(now - Date.parse(since), texts))}</span>
      )}
    </>
  );
}
