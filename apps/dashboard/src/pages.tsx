import { Route, Routes } from 'react-router';
import { Frame } from './frame/frame.js';
import { lazyPage } from './frame/lazy-page.js';
import { NothingHere } from './frame/sights.js';

/** Each page is a file of its own, loaded when it is first opened. */
const Overview = lazyPage(() => import('./overview/overview.page.js'));
const Stuck = lazyPage(() => import('./stuck/stuck.page.js'));
const Orders = lazyPage(() => import('./orders/orders.page.js'));
const Order = lazyPage(() => import('./order/order.page.js'));
const Audit = lazyPage(() => import('./audit/audit.page.js'));

export function Pages() {
  return (
    <Routes>
      <Route element={<Frame />}>
        <Route index element={<Overview />} />
        <Route path="stuck" element={<Stuck />} />
        <Route path="orders" element={<Orders />} />
        <Route path="orders/:id" element={<Order />} />
        <Route path="audit" element={<Audit />} />
        <Route path="*" element={<NothingHere />} />
      </Route>
    </Routes>
  );
}
