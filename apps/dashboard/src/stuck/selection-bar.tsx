import { Button } from '@mantine/core';
import { useTexts } from '../texts/use-texts.js';
import type { Deed } from './cases-dialog.js';
import type { Select, Selection } from './selection.js';

type Bar = Readonly<{
  selection: Selection;
  count: number;
  total: number;
  select: Select;
  open: (dialog: 'ask' | Deed) => void;
}>;

/** Stays at the foot of the window while something is selected. */
export function SelectionBar({ selection, count, total, select, open }: Bar) {
  const { stuck } = useTexts();
  return (
    <section className="selection-bar" aria-label={stuck.actions}>
      <strong role="status">{selection.everything ? stuck.allMatching(count) : stuck.selected(count)}</strong>
      {!selection.everything && total > count && (
        <Button variant="subtle" size="xs" onClick={select.selectEverything}>
          {stuck.selectMatching(total)}
        </Button>
      )}
      <Button variant="subtle" size="xs" onClick={select.clear}>
        {stuck.unselect}
      </Button>
      <span className="push">
        <Button variant="default" size="sm" onClick={() => open('assign')}>
          {stuck.assign}
        </Button>
        <Button variant="default" size="sm" onClick={() => open('comment')}>
          {stuck.comment}
        </Button>
        <Button variant="default" size="sm" onClick={() => open('close')}>
          {stuck.close}
        </Button>
        <Button size="sm" onClick={() => open('ask')} aria-keyshortcuts="a">
          {stuck.ask}
        </Button>
      </span>
    </section>
  );
}
