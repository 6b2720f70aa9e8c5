import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useRef } from 'react';

const PAUSE_MS = 350;

type Field = Readonly<{ label: string; hint: string; value: string; change: (value: string) => void }>;

/** Searches while one types, once there is a pause; Enter does not wait. */
export function SearchField({ label, hint, value, change }: Field) {
  const input = useRef<HTMLInputElement>(null);
  const changeSoon = useDebouncedCallback((next: string) => change(next.trim()), PAUSE_MS);
  useEffect(() => {
    const field = input.current;
    // The address may change otherwise (back, clear); what is being typed is left alone.
    if (field && (document.activeElement !== field || value === '')) field.value = value;
  }, [value]);
  return (
    <TextInput
      ref={input}
      type="search"
      className="search-field"
      label={label}
      placeholder={hint}
      title={hint}
      defaultValue={value}
      data-key="search"
      aria-keyshortcuts="/"
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => changeSoon(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') change(event.currentTarget.value.trim());
        if (event.key === 'Escape') event.currentTarget.blur();
      }}
    />
  );
}
