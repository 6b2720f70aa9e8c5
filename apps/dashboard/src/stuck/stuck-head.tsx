import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '../texts/use-texts.js';
import { type StuckSearch, writeFilter } from './stuck-search.js';

type Head = Readonly<{
  search: StuckSearch;
  total: number | undefined;
  /** While the answer to another filter is still on screen. */
  isOld: boolean;
  onKeys: () => void;
}>;

export function StuckHead({ search, total, isOld, onKeys }: Head) {
  const { stuck } = useTexts();
  const filter = writeFilter(search).toString();
  // Read out once for each filter: on a busy morning news change the number every second.
  const [told, tell] = useState<Readonly<{ filter: string; total: number }>>();
  if (total !== undefined && !isOld && told?.filter !== filter) tell({ filter, total });
  return (
    <div className="page-head">
      <h1>{stuck.title}</h1>
      <p className="soft">{total !== undefined && stuck.found(total)}</p>
      <p className="unseen" role="status">
        {told && stuck.found(told.total)}
      </p>
      <div className="page-tools">
        <Button variant="default" size="xs" className="desk-only" onClick={onKeys} aria-keyshortcuts="?">
          {stuck.help}
        </Button>
        <Button variant="default" size="xs" component="a" download href={`/ops/api/stuck.csv?${filter}`}>
          {stuck.csv}
        </Button>
      </div>
    </div>
  );
}
