import { useQuery } from '@tanstack/react-query';
import { overviewQuery } from '../api/queries.js';
import { Shown } from '../frame/sights.js';
import { useTitle } from '../frame/use-title.js';
import { useTexts } from '../texts/use-texts.js';
import { Gateways } from './gateways.js';
import { Jobs } from './jobs.js';
import { Speed } from './speed.js';
import { StatesOverTime } from './states-over-time.js';
import { StuckByReason } from './stuck-by-reason.js';
import { Subscriptions } from './subscriptions.js';
import { UnverifiedCallbacks } from './unverified-callbacks.js';

/** The first look in the morning: is anything stuck, why, since when, how much, and does all else run. */
export default function OverviewPage() {
  const { overview } = useTexts();
  useTitle(overview.title);
  const query = useQuery(overviewQuery);
  return (
    <>
      <h1>{overview.title}</h1>
      <Shown query={query} rows={12}>
        {(data) => (
          <div className="overview">
            <StuckByReason stuck={data.stuck} />
            <Speed overview={data} />
            <StatesOverTime hours={data.states} />
            <Gateways gateways={data.gateways} />
            <UnverifiedCallbacks unverifiedCallbacks={data.unverifiedCallbacks} />
            <Jobs jobs={data.jobs} />
            <Subscriptions subscriptions={data.subscriptions} />
          </div>
        )}
      </Shown>
    </>
  );
}
