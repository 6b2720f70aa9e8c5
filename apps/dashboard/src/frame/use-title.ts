import { useEffect } from 'react';

/** The page's own part of the title, and the alarm before it, which is seen in a tab that is not looked at. */
const title = { page: 'Tolem', alarm: '' };
const show = (): void => {
  document.title = `${title.alarm}${title.page}`;
};

export function useTitle(page: string): void {
  useEffect(() => {
    title.page = `${page} · Tolem`;
    show();
  }, [page]);
}

/** The tab's title and icon, by which the band is seen from another tab. */
export function useTab(level: 'red' | 'amber' | 'green' | null, alarm: string): void {
  useEffect(() => {
    title.alarm = alarm === '' ? '' : `${level === 'red' ? '‼' : '!'} ${alarm} · `;
    show();
  }, [level, alarm]);
  useEffect(() => {
    document
      .querySelector('link[rel=icon]')
      ?.setAttribute('href', `/ops/icon${level === null ? '' : `-${level}`}.svg`);
  }, [level]);
}
