import { useTexts } from '../texts/use-texts.js';

/** In the place of one part of the overview; the others are there all the same. */
export const Unreadable = () => <p className="warn">{useTexts().overview.unreadable}</p>;
