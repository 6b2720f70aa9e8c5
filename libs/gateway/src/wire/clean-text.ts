import { redactText } from '../redact.js';

/** No database stores a NUL or half a surrogate pair. */
const NOT_TEXT = /\0|\p{Cs}/gu;
/** Breaks a line of a log, or turns round what is read after it. */
const CONTROL = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu;

/** As it came, but for what no text should hold. */
export const cleanText = (text: string): string => text.replace(NOT_TEXT, '\ufffd').replace(CONTROL, '');

/** What somebody has written, without what tells of a person or a card, and no longer than this. */
export function prose(text: string, maxLength: number): string {
  const said = redactText(cleanText(text));
  return said.length <= maxLength ? said : said.slice(0, maxLength).replace(/[\ud800-\udbff]$/, '');
}
