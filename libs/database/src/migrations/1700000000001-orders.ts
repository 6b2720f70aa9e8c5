import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One clock, the orders, their registrations at the gateway, and the movements of money asked for. */
export class Orders1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
-- Every due time, lease and deadline is judged by this clock and no other: a replica whose own clock is ahead
-- would steal live calls. Tests move it for all processes at once. Milliseconds, so that an instant survives
-- the way through JavaScript and can be compared for equality.
CREATE TABLE clock (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  ahead interval NOT NULL DEFAULT '0'
);
INSERT INTO clock DEFAULT VALUES;
CREATE FUNCTION tolem_now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT date_trunc('milliseconds', now() + (SELECT ahead FROM clock)) $$;

CREATE TABLE orders (
  id uuid PRIMARY KEY,
  shop_id text NOT NULL,
  order_number text NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor BETWEEN 1 AND 999999999999),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  mode text NOT NULL CHECK (mode IN ('charge', 'hold')),
  -- The table of libs/orders/src/order-state.ts; a test holds the two and the README together.
  state text NOT NULL CONSTRAINT orders_state_known CHECK (state IN (
    'created', 'rejected', 'registered', 'authorized', 'paid', 'partially_refunded',
    'refunded', 'released', 'declined', 'expired', 'cancelled')),
  captured_minor bigint NOT NULL DEFAULT 0 CHECK (captured_minor >= 0),
  refunded_minor bigint NOT NULL DEFAULT 0 CHECK (refunded_minor >= 0),
  settled_by uuid,
  disputed_at timestamptz,
  description text,
  success_url text NOT NULL,
  fail_url text,
  language text NOT NULL CHECK (language IN ('kk', 'ru', 'en')),
  payer_email text,
  payer_phone text,
  payer_client_id text,
  metadata jsonb NOT NULL DEFAULT '{}',
  lifetime_seconds integer NOT NULL CHECK (lifetime_seconds BETWEEN 60 AND 604800),
  expires_at timestamptz NOT NULL,
  last_seq integer NOT NULL DEFAULT 0 CHECK (last_seq >= 0),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  -- A shop that repeats its request must find the order it made the first time.
  UNIQUE (shop_id, order_number),
  -- Money that moved an order belongs to one registration, and everybody must be able to say which.
  CHECK (settled_by IS NOT NULL OR (captured_minor = 0 AND refunded_minor = 0))
);
-- What is open is few; what is history is many.
CREATE INDEX orders_open ON orders (created_at) WHERE state IN ('created', 'registered', 'authorized');

CREATE TABLE registrations (
  id uuid PRIMARY KEY,
  order_id uuid NOT NULL REFERENCES orders,
  merchant_id text NOT NULL,
  attempt integer NOT NULL CHECK (attempt >= 1),
  -- As sent, and never changed: every answer of the bank is compared with these.
  amount_minor bigint NOT NULL,
  currency text NOT NULL,
  mode text NOT NULL CHECK (mode IN ('charge', 'hold')),
  lifetime_seconds integer NOT NULL,
  state text NOT NULL CHECK (state IN ('sending', 'recovering', 'open', 'closed', 'orphan', 'refused')),
  gateway_order_number text NOT NULL CHECK (gateway_order_number ~ '^[A-Za-z0-9_-]{1,32}$'),
  gateway_order_id text,
  form_url text,
  return_token text NOT NULL UNIQUE,
  sent_at timestamptz NOT NULL,
  -- Until then the caller that sent it may still be waiting for the answer: nobody else may do more than look.
  call_deadline timestamptz NOT NULL,
  -- Calls of register.do whose fate nobody knows. At zero, code 1 means that the number is somebody else's.
  sends_unaccounted integer NOT NULL CHECK (sends_unaccounted >= 0),
  status text,
  action_code integer,
  approved_minor bigint,
  deposited_minor bigint,
  refunded_minor bigint,
  payment_way text,
  masked_card text,
  approval_code text,
  rrn text,
  bank_name text,
  bank_country text,
  fee_minor bigint,
  bank_registered_at timestamptz,
  bank_authorized_at timestamptz,
  bank_deposited_at timestamptz,
  bank_reversed_at timestamptz,
  bank_refunded_at timestamptz,
  -- The last refused attempt that was announced: action code, time and card.
  attempt_seen text,
  unresolved_operation uuid,
  phase text NOT NULL CHECK (phase IN (
    'recovering', 'returned', 'quiet', 'overtime', 'undecided', 'operation', 'authorized', 'aftercare')),
  step integer NOT NULL DEFAULT 0 CHECK (step >= 0),
  anchored_at timestamptz NOT NULL,
  next_poll_at timestamptz,
  hastened_at timestamptz,
  -- What made us look ahead of the schedule; the next look writes it into its events as their cause.
  hastened_by text,
  -- One up with every applied answer and with register's own commit, and with nothing else.
  version integer NOT NULL DEFAULT 0,
  polls integer NOT NULL DEFAULT 0,
  -- Looks in a row that the gateway did not answer.
  failures integer NOT NULL DEFAULT 0,
  -- Looks in a row that failed by a fault of our own.
  faults integer NOT NULL DEFAULT 0,
  returned_at timestamptz,
  expires_at timestamptz NOT NULL,
  UNIQUE (order_id, attempt),
  UNIQUE (merchant_id, gateway_order_number),
  CONSTRAINT no_registration_is_forgotten CHECK (
    next_poll_at IS NOT NULL OR
    (state IN ('closed', 'refused') AND unresolved_operation IS NULL AND status IS DISTINCT FROM 'held')),
  -- A page found at the bank after its answer was lost is open without its address.
  CHECK (state <> 'open' OR gateway_order_id IS NOT NULL)
);
-- Two pages that a payer could pay would be a payment taken twice.
CREATE UNIQUE INDEX one_payable_page_per_order ON registrations (order_id)
  WHERE state IN ('sending', 'recovering', 'open');
-- The cost of finding work depends on what is open, not on history.
CREATE INDEX registrations_due ON registrations (merchant_id, next_poll_at) WHERE next_poll_at IS NOT NULL;
CREATE INDEX registrations_gateway_order_id ON registrations (gateway_order_id) WHERE gateway_order_id IS NOT NULL;
ALTER TABLE orders ADD FOREIGN KEY (settled_by) REFERENCES registrations;

-- The last answer of the bank by an allow-list of fields, apart from the hottest row and written only when it differs.
CREATE TABLE registration_answers (
  registration_id uuid PRIMARY KEY REFERENCES registrations,
  answer jsonb NOT NULL,
  answered_at timestamptz NOT NULL
);

CREATE TABLE operations (
  id uuid PRIMARY KEY,
  order_id uuid NOT NULL REFERENCES orders,
  registration_id uuid NOT NULL REFERENCES registrations,
  shop_id text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('capture', 'release', 'refund', 'cancel')),
  amount_minor bigint CHECK (amount_minor > 0),
  idempotency_key text,
  request_hash text,
  -- The id as 32 hex digits: a repeat with the same one gets the first refund's answer, not a second refund.
  external_refund_id text NOT NULL UNIQUE CHECK (external_refund_id ~ '^[0-9a-f]{32}$'),
  state text NOT NULL CHECK (state IN ('pending', 'done', 'refused', 'unknown')),
  sent_at timestamptz,
  asked_by text NOT NULL,
  reason text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  UNIQUE (shop_id, idempotency_key)
);
-- One unresolved movement of money per registration: the outcome of two could not be told apart.
CREATE UNIQUE INDEX one_unresolved_operation ON operations (registration_id) WHERE state IN ('pending', 'unknown');
ALTER TABLE registrations ADD FOREIGN KEY (unresolved_operation) REFERENCES operations;
CREATE INDEX operations_order ON operations (order_id);
`);
  }

  async down(): Promise<void> {
    throw new Error('The first tables are never taken away');
  }
}
