import { Alert, Button, Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { Problem } from '../api/request.js';
import { useTexts } from '../texts/use-texts.js';
import { useProblemText } from './problem-text.js';
import { useTitle } from './use-title.js';

type Words = readonly string[];

/** Nothing to show, said in the middle of where it would be. */
export function Sight({ words: [head, body], children }: Readonly<{ words: Words; children?: ReactNode }>) {
  return (
    <div className="sight">
      <h2>{head}</h2>
      <p>{body}</p>
      {children}
    </div>
  );
}

export function NothingHere() {
  const { frame } = useTexts();
  useTitle(frame.notFound[0]);
  return (
    <section className="panel">
      <Sight words={frame.notFound} />
    </section>
  );
}

export function Loading({ rows = 6 }: Readonly<{ rows?: number }>) {
  const { frame } = useTexts();
  return (
    <div className="loading" role="status" aria-label={frame.loading}>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={row === 0 ? 28 : 20} width={`${100 - ((row * 17) % 40)}%`} />
      ))}
    </div>
  );
}

type Failure = Readonly<{ error: Error; again: () => unknown }>;

export function Failed({ error, again }: Failure) {
  const { frame } = useTexts();
  const text = useProblemText();
  if (error instanceof Problem && error.status === 404) return <Sight words={frame.notFound} />;
  return (
    <Alert color="red" title={frame.failed} role="alert" variant="light">
      <p>{text(error)}</p>
      <Button size="xs" variant="default" onClick={() => void again()}>
        {frame.tryAgain}
      </Button>
    </Alert>
  );
}

/** Why what was pressed in a dialog was not done. */
export function Refusal({ error }: Readonly<{ error: Error | null }>) {
  const text = useProblemText();
  return (
    error && (
      <Alert color="red" role="alert" variant="light">
        {text(error)}
      </Alert>
    )
  );
}

type Read<T> = Readonly<{ data: T | undefined; error: Error | null; refetch: () => unknown }>;

/** A query in each of its states: loading, failed, there. What is on screen stays there while news cannot be had. */
export function Shown<T>({
  query: { data, error, refetch },
  rows,
  children,
}: Readonly<{ query: Read<T>; rows?: number; children: (data: T) => ReactNode }>) {
  return (
    <>
      {error && <Failed error={error} again={refetch} />}
      {data === undefined ? !error && <Loading {...(rows !== undefined && { rows })} /> : children(data)}
    </>
  );
}
