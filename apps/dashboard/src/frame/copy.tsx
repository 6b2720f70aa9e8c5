import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { useTexts } from '../texts/use-texts.js';

/** A text to be taken elsewhere. */
export function Copy({ text }: Readonly<{ text: string }>) {
  const { frame } = useTexts();
  const { copy, copied } = useClipboard();
  return (
    <span className="copy">
      <code>{text}</code>
      <Button size="compact-xs" variant="default" onClick={() => copy(text)}>
        {copied ? frame.copied : frame.copy}
      </Button>
    </span>
  );
}
