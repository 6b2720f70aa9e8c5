import { type MantineColorScheme, NativeSelect, useMantineColorScheme } from '@mantine/core';
import type { Language } from '../texts/texts.js';
import { useSpeaking } from '../texts/use-texts.js';

/** Language and colours, kept in this browser. */
export function Preferences() {
  const { texts, language, speak } = useSpeaking();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { frame } = texts;
  return (
    <div className="preferences">
      <NativeSelect
        label={frame.language}
        size="xs"
        value={language}
        onChange={(event) => speak(event.currentTarget.value as Language)}
        data={[
          { value: 'en', label: 'English' },
          { value: 'ru', label: 'Русский' },
        ]}
      />
      <NativeSelect
        label={frame.colours}
        size="xs"
        value={colorScheme}
        onChange={(event) => setColorScheme(event.currentTarget.value as MantineColorScheme)}
        data={[
          { value: 'auto', label: frame.system },
          { value: 'light', label: frame.light },
          { value: 'dark', label: frame.dark },
        ]}
      />
    </div>
  );
}
