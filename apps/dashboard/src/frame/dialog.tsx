import { CloseButton } from '@mantine/core';
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { useTexts } from '../texts/use-texts.js';

type DialogProps = Readonly<{ title: string; close: () => void; children: ReactNode }>;

/** The browser's own: it keeps the focus inside, gives it back afterwards, closes on Escape, and puts no style into the page. */
export function Dialog({ title, close, children }: DialogProps) {
  const { frame } = useTexts();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current!;
    element.showModal();
    element.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    return () => element.close();
  }, []);
  return (
    <dialog ref={dialog} className="modal" aria-labelledby={id} onCancel={close}>
      <h2 id={id}>{title}</h2>
      {children}
      {/* Last, so that it is not what has the focus at first. */}
      <CloseButton className="modal-close" aria-label={frame.close} onClick={close} />
    </dialog>
  );
}
