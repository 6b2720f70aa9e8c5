import { Button, NativeSelect } from '@mantine/core';
import type { StuckPage } from '../api/contract.js';
import { focusContent } from '../frame/keep-focus.js';
import { useTexts } from '../texts/use-texts.js';
import { LIMITS, type StuckSearch } from './stuck-search.js';

type PagerProps = Readonly<{ page: StuckPage; change: (changes: Partial<StuckSearch>) => void }>;

export function Pager({ page: { offset, limit, total, items }, change }: PagerProps) {
  const { stuck, frame } = useTexts();
  function goTo(to: number): void {
    change({ offset: to });
    focusContent();
  }
  return (
    <nav className="pager" aria-label={frame.listPages}>
      <span className="soft">{stuck.pageOf(offset + 1, offset + items.length, total)}</span>
      <Button
        variant="default"
        size="xs"
        disabled={offset === 0}
        onClick={() => goTo(Math.max(0, offset - limit))}
      >
        {frame.previous}
      </Button>
      <Button
        variant="default"
        size="xs"
        disabled={offset + items.length >= total}
        onClick={() => goTo(offset + limit)}
      >
        {frame.next}
      </Button>
      <NativeSelect
        size="xs"
        aria-label={stuck.perPage}
        title={stuck.perPage}
        value={String(limit)}
        onChange={(event) => change({ limit: Number(event.currentTarget.value) })}
        data={LIMITS.map(String)}
      />
    </nav>
  );
}
