import { Button } from '@mantine/core';
import { useSearchParams } from 'react-router';
import { focusContent } from './keep-focus.js';
import { useTexts } from '../texts/use-texts.js';

/** A list that goes on from a cursor knows no numbers of pages: onward here, back by the browser. */
export function CursorPager({ name, next }: Readonly<{ name: string; next: string | null }>) {
  const { frame } = useTexts();
  const [params, setParams] = useSearchParams();
  function goTo(cursor: string | null): void {
    setParams((before) => {
      const after = new URLSearchParams(before);
      after.delete(name);
      if (cursor !== null) after.set(name, cursor);
      return after;
    });
    focusContent();
  }
  if (next === null && !params.has(name)) return null;
  return (
    <nav className="pager" aria-label={frame.listPages}>
      {params.has(name) && (
        <Button variant="default" size="xs" onClick={() => goTo(null)}>
          {frame.newest}
        </Button>
      )}
      <Button variant="default" size="xs" disabled={next === null} onClick={() => goTo(next)}>
        {frame.next}
      </Button>
    </nav>
  );
}
