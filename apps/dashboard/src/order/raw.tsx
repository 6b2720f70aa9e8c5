type RawProps = Readonly<{ summary: string; value: unknown }>;

/** As it came, for whoever wants to see it. */
export function Raw({ summary, value }: RawProps) {
  return (
    <details className="raw">
      <summary>{summary}</summary>
      <pre tabIndex={0}>{JSON.stringify(value, null, 2)}</pre>
    </details>
  );
}
