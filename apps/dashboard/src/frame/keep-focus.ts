import { useEffect } from 'react';

/** Where one stands who goes by keys or by ear, once what he stood on is behind him. */
export const focusContent = (): void => document.getElementById('content')?.focus({ preventScroll: true });

/**
 * What has the focus may be taken away, as by news, or be disabled while a call is under way; the browser then lets the focus fall
 * to nowhere. Here it goes to the content, or back to where it was once that is enabled again.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let stood: Element | null = null;
    let isLeaving = false;
    function enter({ target }: FocusEvent): void {
      stood = target instanceof Element ? target : null;
    }
    function leave({ target, relatedTarget }: FocusEvent): void {
      if (relatedTarget !== null || isDisabled(target)) return;
      // Only the next turn shows why; news that come in between must not put it back.
      isLeaving = true;
      window.setTimeout(() => {
        isLeaving = false;
        // Still there: whoever left it wanted to.
        if (isNowhere() && stood === target && stood?.isConnected) stood = null;
        keep();
      });
    }
    function keep(): void {
      if (isLeaving || stood === null || !isNowhere()) return;
      if (!stood.isConnected) focusContent();
      else if (!isDisabled(stood)) (stood as HTMLElement).focus({ preventScroll: true });
    }
    const changes = new MutationObserver(keep);
    changes.observe(document.body, { subtree: true, childList: true, attributeFilter: ['disabled'] });
    document.addEventListener('focusin', enter);
    document.addEventListener('focusout', leave);
    return () => {
      changes.disconnect();
      document.removeEventListener('focusin', enter);
      document.removeEventListener('focusout', leave);
    };
  }, []);
}

const isNowhere = (): boolean => document.activeElement === document.body;
const isDisabled = (target: EventTarget | null): boolean =>
  target instanceof Element && target.matches(':disabled');
