import { Button } from '@mantine/core';
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
