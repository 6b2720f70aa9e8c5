import { type RefObject, useEffect, useRef } from 'react';
import { lettersAreKeys } from './letter-keys.js';

type Deeds = Readonly<{ ask: () => void; help: () => void }>;

/** Letters are asked for by their place on the keyboard too: operators often type in Russian. */
const PLACES: Readonly<Record<string, string>> = { KeyJ: 'j', KeyK: 'k', KeyX: 'x', KeyA: 'a' };

/**
 * The keys of the list. The row in hand is simply the one whose link has the focus, so that Enter opens it, Tab goes on
 * from it, and a screen reader says it.
 */
export function useKeys(deeds: Deeds): RefObject<HTMLDivElement | null> {
  const table = useRef<HTMLDivElement>(null);
  const latest = useRef(deeds);
  useEffect(() => {
    latest.current = deeds;
  });
  useEffect(() => {
    function press(event: KeyboardEvent): void {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const act = actionOf(event);
      if (!act) return;
      event.preventDefault();
      act();
    }
    function actionOf({ key, code }: KeyboardEvent): (() => void) | undefined {
      if (key.length === 1 && !lettersAreKeys()) return undefined;
      return {
        j: () => move(1),
        ArrowDown: () => move(1),
        k: () => move(-1),
        ArrowUp: () => move(-1),
        x: () => rowInHand()?.querySelector<HTMLInputElement>('input[type=checkbox]')?.click(),
        '/': () => document.querySelector<HTMLInputElement>('[data-key=search]')?.focus(),
        a: () => latest.current.ask(),
        '?': () => latest.current.help(),
      }[isLatin(key) ? key.toLowerCase() : key.length > 1 ? key : (PLACES[code] ?? key)];
    }
    function move(by: number): void {
      const targets = [...(table.current?.querySelectorAll<HTMLElement>('.row-target') ?? [])];
      const at = targets.findIndex((target) => rowInHand()?.contains(target));
      targets[at < 0 ? 0 : Math.min(targets.length - 1, Math.max(0, at + by))]?.focus();
    }
    function rowInHand(): Element | null | undefined {
      const active = document.activeElement;
      return table.current?.contains(active) ? active?.closest('tr') : null;
    }
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
  return table;
}

const isLatin = (key: string): boolean => /^[a-z]$/i.test(key);

/** In a field a letter is a letter; in a dialog the list behind it is not meant. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest('input:not([type=checkbox]), textarea, select, dialog, [popover]') !== null;
