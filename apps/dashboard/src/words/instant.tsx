import type { Texts } from '../texts/texts.js';
import { useSpeaking } from '../texts/use-texts.js';
import { ageInWords } from './age.js';
import { useNow } from './use-now.js';

const exactly = (at: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    timeZoneName: 'longOffset',
  }).format(new Date(at));

type At = Readonly<{ at: string }>;

/** An instant in the operator's zone; the exact one, with the zone, on hover. */
export function Instant({ at, seconds = false }: At & Readonly<{ seconds?: boolean }>) {
  const { locale } = useSpeaking();
  const thisYear = new Date(useNow()).getFullYear();
  const text = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds && { second: '2-digit' }),
    ...(new Date(at).getFullYear() !== thisYear && { year: 'numeric' }),
  }).format(new Date(at));
  return (
    <time dateTime={at} title={exactly(at, locale)}>
      {text}
    </time>
  );
}

/** How long it has been so. */
export function Age({ at }: At) {
  const { locale, texts } = useSpeaking();
  const now = useNow();
  return (
    <time dateTime={at} title={exactly(at, locale)}>
      {ageInWords(now - Date.parse(at), texts)}
    </time>
  );
}

/** No more exact than the clock that moves these words. */
const SOON_MS = 5_000;
const LATE_MS = 60_000;

/** "5 min ago", "in 3 h". */
export function FromNow({ at }: At) {
  const { locale, texts } = useSpeaking();
  const ahead = Date.parse(at) - useNow();
  return (
    <time dateTime={at} title={exactly(at, locale)}>
      {Math.abs(ahead) < SOON_MS
        ? texts.time.now
        : ahead > 0
          ? texts.time.in(ageInWords(ahead, texts))
          : texts.time.ago(ageInWords(-ahead, texts))}
    </time>
  );
}

/** When something is planned: "in 3 h", "due now", and once it is late, by how much. */
export function Planned({ at }: At) {
  const { locale, texts } = useSpeaking();
  return (
    <time dateTime={at} title={exactly(at, locale)}>
      {plannedInWords(Date.parse(at) - useNow(), texts)}
    </time>
  );
}

function plannedInWords(ahead: number, texts: Texts): string {
  if (ahead >= SOON_MS) return texts.time.in(ageInWords(ahead, texts));
  return ahead > -LATE_MS ? texts.time.due : texts.time.late(ageInWords(-ahead, texts));
}
