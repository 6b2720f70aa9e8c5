import { createTheme } from '@mantine/core';

/** Colours are in colours.css, which the policy of these pages can allow as a file. */
export const THEME = createTheme({ cursorType: 'pointer' });
