import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { Sight } from '../frame/sights.js';
import { useTexts } from '../texts/use-texts.js';
import { isFiltered, type StuckSearch } from './stuck-search.js';
import { clearFilters } from './stuck-filters.js';

type NoRowsProps = Readonly<{ search: StuckSearch; change: (changes: Partial<StuckSearch>) => void }>;

export function NoRows({ search, change }: NoRowsProps) {
  const { stuck } = useTexts();
  return (
    <section className="panel">
      {isFiltered(search) ? (
        <Sight words={stuck.noMatch}>
          {search.q !== '' && <AllOrders q={search.q} />}
          <Button variant="default" onClick={() => change(clearFilters)}>
            {stuck.clear}
          </Button>
        </Sight>
      ) : (
        <Sight words={stuck.nothing} />
      )}
    </section>
  );
}

/** Most orders are not stuck: what one looks for by its number may be among those. */
export function AllOrders({ q }: Readonly<{ q: string }>) {
  const { stuck } = useTexts();
  return <Link to={`/orders?q=${encodeURIComponent(q)}`}>{stuck.searchAll(q)}</Link>;
}
