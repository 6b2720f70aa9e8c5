const DATE = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Almaty',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const TIME = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Almaty', timeStyle: 'medium' });

/** 31 Jan, 14:05, as the clocks in Almaty show it. */
export const dateOf = (instant: Date): string => DATE.format(instant);

/** 14:05:09 in Almaty. */
export const timeOf = (instant: string): string => TIME.format(new Date(instant));
