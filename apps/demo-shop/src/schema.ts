/** What the shop remembers. Made at its start, where it is missing. */
export const SCHEMA = `
-- IF NOT EXISTS does not save two shops that start at once from each other; the lock does.
SELECT pg_advisory_xact_lock(hashtext('demo_shop'));

CREATE SCHEMA IF NOT EXISTS demo_shop;

CREATE TABLE IF NOT EXISTS demo_shop.orders (
  number text PRIMARY KEY,
  product text NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  -- Whose key the order was made with: asking again has to use the same one.
  shop text NOT NULL CHECK (shop IN ('usual', 'strict')),
  tolem_order_id uuid,
  payment_url text,
  -- Why Tolem will never take this order, in its own words: for developers, and shown to no payer.
  refusal text,
  state text NOT NULL DEFAULT 'undecided',
  -- In which language the payer bought: the bank's page and Tolem's speak it too.
  language text NOT NULL DEFAULT 'en',
  created_at timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE demo_shop.orders ADD COLUMN IF NOT EXISTS language text NOT NULL DEFAULT 'en';
CREATE INDEX IF NOT EXISTS orders_latest ON demo_shop.orders (created_at DESC);

-- No foreign key: an event about an order that this shop did not make is kept as well.
CREATE TABLE IF NOT EXISTS demo_shop.events (
  event_id uuid PRIMARY KEY,
  order_number text NOT NULL,
  type text NOT NULL,
  sequence bigint NOT NULL,
  data jsonb NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX IF NOT EXISTS events_of_order ON demo_shop.events (order_number, sequence);

-- What the shop itself did or met on the way of a payment, for people to look at. Nothing is decided by it.
CREATE TABLE IF NOT EXISTS demo_shop.notes (
  order_number text NOT NULL,
  at timestamptz NOT NULL,
  what text NOT NULL,
  evidence text NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS notes_of_order ON demo_shop.notes (order_number, what, md5(evidence));
`;
