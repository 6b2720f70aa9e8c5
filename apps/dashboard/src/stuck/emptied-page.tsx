import { useEffect } from 'react';
import type { StuckPage } from '../api/contract.js';
import { Loading } from '../frame/sights.js';
import type { StuckSearch } from './stuck-search.js';

type EmptiedPageProps = Readonly<{
  page: StuckPage;
  change: (changes: Partial<StuckSearch>, how: { replace: boolean }) => void;
}>;

/** What stood here is stuck no more, and other pages are not empty: goes to the last of them. */
export function EmptiedPage({ page: { total, limit }, change }: EmptiedPageProps) {
  const offset = Math.floor((total - 1) / limit) * limit;
  useEffect(() => change({ offset }, { replace: true }), [change, offset]);
  return <Loading rows={12} />;
}
