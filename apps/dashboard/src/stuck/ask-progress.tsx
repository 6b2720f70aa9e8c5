import { CloseButton, Progress } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { askQuery } from '../api/queries.js';
import { Shown } from '../frame/sights.js';
import { useSpeaking } from '../texts/use-texts.js';
import { ageInWords } from '../words/age.js';
import { useNow } from '../words/use-now.js';

type ProgressProps = Readonly<{ id: string; hide: () => void }>;

export function AskProgress({ id, hide }: ProgressProps) {
  const { texts } = useSpeaking();
  const { ask } = texts;
  const now = useNow();
  const query = useQuery(askQuery(id));
  return (
    <section className="panel ask-progress" aria-label={ask.progressTitle}>
      <CloseButton aria-label={ask.hide} onClick={hide} />
      <Shown query={query} rows={2}>
        {({ asked, registrations, settled, askedBy, askedAt }) => (
          <>
            <p>
              <strong>{asked >= registrations ? ask.done : ask.progress(asked, registrations)}</strong> ·{' '}
              {ask.settled(settled)}
            </p>
            {/* Read out four times, not at every look. */}
            <p className="unseen" role="status">
              {ask.quarter(Math.min(4, Math.floor((4 * asked) / Math.max(1, registrations))))}
            </p>
            <Progress
              value={(100 * asked) / Math.max(1, registrations)}
              aria-label={ask.progress(asked, registrations)}
            />
            <p className="soft small">
              {ask.by(askedBy, texts.time.ago(ageInWords(now - Date.parse(askedAt), texts)))}
            </p>
          </>
        )}
      </Shown>
    </section>
  );
}
