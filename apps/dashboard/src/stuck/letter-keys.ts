const KEPT_AS = 'tolem-letter-keys';

/** Keys of one letter can be turned off, for this browser: who speaks to it, or whose hand shakes, presses them unmeant. */
export const lettersAreKeys = (): boolean => localStorage.getItem(KEPT_AS) !== 'off';

export const makeLettersKeys = (on: boolean): void => localStorage.setItem(KEPT_AS, on ? 'on' : 'off');
