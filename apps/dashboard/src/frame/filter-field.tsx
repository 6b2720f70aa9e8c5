import { TextInput } from '@mantine/core';
import { useEffect, useRef } from 'react';

type Field = Readonly<{ label: string; value: string; change: (value: string) => void }>;

/** Filters by the whole of what was typed: at Enter, or when one goes on to something else. */
export function FilterField({ label, value, change }: Field) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    input.current!.value = value;
  }, [value]);
  const take = (typed: string) => typed.trim() !== value && change(typed.trim());
  return (
    <TextInput
      ref={input}
      label={label}
      defaultValue={value}
      onBlur={(event) => take(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Enter' && take(event.currentTarget.value)}
    />
  );
}
