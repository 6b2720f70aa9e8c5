import type { Overview, UnverifiedCallbacks as Unverified } from '../api/contract.js';
import { useSpeaking } from '../texts/use-texts.js';
import { ageInWords } from '../words/age.js';
import { useNow } from '../words/use-now.js';
import { PanelTable } from './panel-table.js';

/** These are how it is without a key, or a matter of the bank's texts: all others want somebody to look at the key. */
const HARMLESS = ['no key configured', 'ambiguous', 'no status'];

/** Callbacks that nothing proves to be the bank's. A wrong key shows here within a minute. */
export function UnverifiedCallbacks({ unverifiedCallbacks }: Pick<Overview, 'unverifiedCallbacks'>) {
  const { texts, locale } = useSpeaking();
  const { unverified } = texts.overview;
  const figures = new Intl.NumberFormat(locale);
  return (
    <PanelTable
      id="unverified-callbacks"
      wide
      title={unverified.title}
      nothing={unverified.none}
      columns={[
        texts.overview.merchant,
        unverified.reason,
        unverified.lastHour,
        unverified.lastDay,
        unverified.latest,
      ]}
      rows={
        unverifiedCallbacks?.map((row) => ({
          key: `${row.merchantId} ${row.reason}`,
          bad: row.lastHour > 0 && !HARMLESS.includes(row.reason),
          cells: [
            row.merchantId,
            unverified.reasons[row.reason] ?? row.reason,
            figures.format(row.lastHour),
            figures.format(row.lastDay),
            <Latest key="latest" {...row} />,
          ],
        })) ?? null
      }
    />
  );
}

function Latest({ lastAt, sample }: Unverified) {
  const { texts } = useSpeaking();
  const now = useNow();
  return (
    <>
      {texts.overview.unverified.ago(ageInWords(now - Date.parse(lastAt), texts))}{' '}
      <span className="soft">{[sample.operation, sample.orderNumber].filter(Boolean).join(' · ')}</span>
    </>
  );
}
