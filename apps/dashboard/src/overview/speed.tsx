import type { Overview } from '../api/contract.js';
import { useSpeaking } from '../texts/use-texts.js';
import { ageInWords } from '../words/age.js';
import { Unreadable } from './unreadable.js';

/** How soon we see what happened at the bank, and what it costs in questions. */
export function Speed({ overview: { detection, pollsPerSettledOrder } }: Readonly<{ overview: Overview }>) {
  const { texts, locale } = useSpeaking();
  const { overview } = texts;
  const figures = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const seconds = (value: number | null) =>
    value === null
      ? overview.unknown
      : value < 10
        ? `${figures.format(value)} ${texts.time.units.second}`
        : ageInWords(value * 1000, texts);
  return (
    <section className="panel figures" aria-label={overview.detection}>
      <div>
        <h2>{overview.detection}</h2>
        {detection === null ? (
          <Unreadable />
        ) : (
          <>
            <dl>
              <div>
                <dt>{overview.p50}</dt>
                <dd className="big">{seconds(detection.p50Seconds)}</dd>
              </div>
              <div>
                <dt>{overview.p95}</dt>
                <dd className="big">{seconds(detection.p95Seconds)}</dd>
              </div>
            </dl>
            <p className="soft">{overview.detectionAbout(detection.count)}</p>
          </>
        )}
      </div>
      <div>
        <h2>{overview.polls}</h2>
        <p className="big">
          {pollsPerSettledOrder === null ? overview.unknown : figures.format(pollsPerSettledOrder)}
        </p>
        <p className="soft">{overview.pollsAbout}</p>
      </div>
    </section>
  );
}
