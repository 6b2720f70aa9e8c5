import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import type { OrderPage } from '../api/contract.js';
import { orderQuery } from '../api/queries.js';
import { Shown } from '../frame/sights.js';
import { useTitle } from '../frame/use-title.js';
import { useTexts } from '../texts/use-texts.js';
import { Cases } from './cases.js';
import { Comparison } from './comparison.js';
import { Events } from './events.js';
import { Head } from './head.js';
import { Registrations } from './registrations.js';
import { Timeline } from './timeline.js';

/** Everything about one order, and what can be done about it. */
export default function OrderPageAt() {
  const { id = '' } = useParams();
  const { order } = useTexts();
  const query = useQuery(orderQuery(id));
  useTitle(order.title(query.data?.order.orderNumber ?? ''));
  return (
    <>
      <p className="crumb">
        <Link to="/stuck">← {order.back}</Link>
      </p>
      <Shown query={query} rows={14}>
        {(page) => <Parts page={page} />}
      </Shown>
    </>
  );
}

function Parts({ page }: Readonly<{ page: OrderPage }>) {
  return (
    <>
      <Head page={page} />
      <div className="order-parts">
        <div>
          <Cases page={page} />
          <Timeline page={page} />
        </div>
        <div>
          <Comparison page={page} />
          <Registrations page={page} />
          <Events page={page} />
        </div>
      </div>
    </>
  );
}
