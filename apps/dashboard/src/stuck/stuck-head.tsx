import { Button } from '@mantine/core';
import { useTexts } from '../texts/use-texts.js';
import { type StuckSearch, writeFilter } from './stuck-search.js';

type Head = Readonly<{ search: StuckSearch; total: number | undefined; onKeys: () => void }>;

export function StuckHead({ search, total, onKeys }: Head) {
  const { stuck } = useTexts();
  return (
    <div className="page-head">
      <h1>{stuck.title}</h1>
      <p className="soft" role="status">
        {total !== undefined && stuck.found(total)}
      </p>
      <div className="page-tools">
        <Button variant="default" size="xs" className="desk-only" onClick={onKeys} aria-keyshortcuts="?">
          {stuck.help}
        </Button>
        <Button
          variant="default"
          size="xs"
          component="a"
          download
          href={`/ops/api/stuck.csv?${writeFilter(search).toString()}`}
        >
          {stuck.csv}
        </Button>
      </div>
    </div>
  );
}
