-- Orders $1 to $2 of $3, one in $4 of them with an open case, all in one statement: an order and its registration refer to each
-- other, and foreign keys are looked at when a statement ends. $5: kinds, $6: which of them are usual, $7: of cases, $8: shops
-- with their merchants, $9: when the seed was begun, $10: kinds of the newest.
WITH kinds AS (
  SELECT * FROM jsonb_to_recordset($5) AS kind (
    id int, reason text, mode text, state text, page text, status text, code int, phase text, next text, polls int,
    operation boolean, disputed boolean, events jsonb)),
numbers AS (
  SELECT n, shop.*,
         CASE WHEN n % $4::bigint = 0 THEN ($7::int[])[1 + (n / $4::bigint - 1) % cardinality($7::int[])]
              WHEN n > $3::bigint * 0.998 AND n % 50 = 1 THEN ($10::int[])[2]
              WHEN n > $3::bigint * 0.998 THEN ($10::int[])[1]
              ELSE ($6::int[])[1 + pg_temp.dice(n, 1, 100)] END AS kind_id,
         -- Three months, evenly.
         $9::timestamptz - ($3::bigint - n) * (interval '90 days' / $3::bigint) AS created,
         100 * (50 + pg_temp.dice(n, 2, 90000)) AS amount
  FROM generate_series($1::bigint, $2::bigint) AS n
  CROSS JOIN LATERAL (
    SELECT shop->>0 AS shop_id, shop->>1 AS merchant_id FROM (SELECT $8::jsonb -> pg_temp.dice(n, 10, jsonb_array_length($8))) AS s (shop)
  ) AS shop),
lives AS MATERIALIZED (
  SELECT numbers.*, kinds.*,
         pg_temp.seeded_id('o', n, created) AS order_id, pg_temp.seeded_id('r', n, created) AS registration_id,
         pg_temp.seeded_id('c', n, created) AS case_id, pg_temp.seeded_id('p', n, created) AS operation_id,
         md5('bank ' || n)::uuid::text AS bank_id,
         created + (40 + pg_temp.dice(n, 3, 200)) * interval '1 second' AS bank_time,
         -- Mostly within seconds of the bank; of those who never come back, by the schedule.
         CASE WHEN pg_temp.dice(n, 4, 10) < 9 THEN 300 + pg_temp.dice(n, 5, 4000) ELSE 60000 + pg_temp.dice(n, 5, 600000) END
           * interval '1 millisecond' AS delay,
         least($9::timestamptz, created + (30 + pg_temp.dice(n, 6, 1410)) * interval '1 minute') AS opened,
         CASE WHEN state IN ('paid', 'partially_refunded', 'refunded') THEN amount ELSE 0 END AS captured,
         CASE state WHEN 'refunded' THEN amount WHEN 'partially_refunded' THEN amount / 2 ELSE 0 END AS refunded,
         state IN ('paid', 'partially_refunded', 'refunded', 'authorized') OR (state = 'released' AND mode = 'hold') AS settled
  FROM numbers JOIN kinds ON kinds.id = numbers.kind_id),
told AS (
  INSERT INTO orders (id, shop_id, order_number, amount_minor, currency, mode, state, captured_minor, refunded_minor, settled_by,
                      disputed_at, description, success_url, fail_url, language, payer_email, lifetime_seconds, expires_at,
                      last_seq, created_at, updated_at)
  SELECT order_id, shop_id, 'SEED-' || lpad(n::text, 9, '0'), amount, 'KZT', mode, state, captured, refunded,
         CASE WHEN settled THEN registration_id END, CASE WHEN disputed THEN opened END, 'Order ' || n,
         'https://shop.example/thanks', 'https://shop.example/sorry', 'ru', 'payer' || n || '@example.kz', 1200,
         created + interval '20 minutes', jsonb_array_length(events), created, least($9::timestamptz, bank_time + delay)
  FROM lives ORDER BY n),
sent AS (
  INSERT INTO registrations (id, order_id, merchant_id, attempt, amount_minor, currency, mode, lifetime_seconds, state,
                             gateway_order_number, gateway_order_id, form_url, return_token, sent_at, call_deadline,
                             sends_unaccounted, status, status_since, action_code, approved_minor, deposited_minor, refunded_minor,
                             payment_way, masked_card, approval_code, rrn, bank_name, bank_country, bank_registered_at,
                             bank_authorized_at, bank_deposited_at, unresolved_operation, phase, step, anchored_at, next_poll_at,
                             last_look_at, version, polls, returned_at, expires_at)
  SELECT registration_id, order_id, merchant_id, 1, amount, 'KZT', mode, 1200, page,
         'SEED-' || lpad(n::text, 9, '0') || '-' || upper(left(md5('number ' || n), 10)),
         CASE WHEN page NOT IN ('recovering', 'refused') THEN bank_id END,
         CASE WHEN page NOT IN ('recovering', 'refused') THEN 'https://bank.example/pay?mdOrder=' || bank_id END,
         md5('token ' || n) || md5('more ' || n), created, created + interval '40 seconds', 0, status, bank_time, code,
         amount, captured, refunded, CASE WHEN settled THEN 'CARD' END, CASE WHEN settled THEN '444455**3333' END,
         CASE WHEN settled THEN lpad(pg_temp.dice(n, 7, 1000000)::text, 6, '0') END,
         CASE WHEN settled THEN lpad(n::text, 12, '0') END, CASE WHEN settled THEN 'Example Bank' END,
         CASE WHEN settled THEN 'KZ' END, created, bank_time, CASE WHEN captured > 0 THEN bank_time END,
         CASE WHEN operation THEN operation_id END, phase, 0, created,
         CASE next WHEN 'soon' THEN $9::timestamptz + (1 + pg_temp.dice(n, 8, 1200)) * interval '1 second' + interval '1 hour'
                   WHEN 'daily' THEN $9::timestamptz + pg_temp.dice(n, 8, 82800) * interval '1 second' + interval '1 hour'
                   WHEN 'overdue' THEN $9::timestamptz - (360 + pg_temp.dice(n, 8, 900)) * interval '1 second'
                   -- The one look a day after the end; all but the newest have had it.
                   WHEN 'aftercare' THEN CASE WHEN bank_time > $9::timestamptz - interval '22 hours' THEN bank_time + interval '1 day' END
         END,
         CASE WHEN polls > 0 THEN least($9::timestamptz, bank_time + delay) END, polls, polls, CASE WHEN settled THEN bank_time END, created + interval '20 minutes'
  FROM lives ORDER BY n),
operated AS (
  INSERT INTO operations (id, order_id, registration_id, shop_id, kind, amount_minor, external_refund_id, state, sent_at, asked_by,
                          created_at, updated_at)
  SELECT operation_id, order_id, registration_id, shop_id, 'refund', amount, replace(operation_id::text, '-', ''), 'unknown',
         opened, 'shop', opened - interval '20 minutes', opened
  FROM lives WHERE operation),
answered AS (
  INSERT INTO registration_answers (registration_id, answer, answered_at)
  SELECT registration_id,
         jsonb_build_object('errorCode', '0', 'orderNumber', 'SEED-' || lpad(n::text, 9, '0'), 'actionCode', code, 'amount', amount,
                            'currency', '398', 'status', status, 'paymentAmountInfo',
                            jsonb_build_object('approvedAmount', amount, 'depositedAmount', captured - refunded,
                                               'refundedAmount', refunded)),
         least($9::timestamptz, bank_time + delay)
  FROM lives WHERE status IS NOT NULL AND status <> 'absent' ORDER BY n),
opened AS (
  INSERT INTO cases (id, reason, subject, shop_id, merchant_id, order_id, registration_id, amount_minor, currency, detail, detail_hash,
                     assignee, opened_at)
  SELECT case_id, reason, 'order:' || order_id, shop_id, merchant_id, order_id, registration_id, amount, 'KZT',
         jsonb_build_object('status', status, 'actionCode', code), md5(n::text),
         CASE pg_temp.dice(n, 9, 8) WHEN 0 THEN 'aigerim' WHEN 1 THEN 'dias' END, opened
  FROM lives WHERE reason IS NOT NULL ORDER BY n)
INSERT INTO events (position, event_id, subject, seq, shop_id, order_id, type, data, cause, occurred_at, polls)
SELECT nextval('event_positions'), pg_temp.seeded_id('e' || seq, n, created), 'order:' || order_id, seq, shop_id, order_id, type,
       data, cause, at, CASE WHEN type LIKE 'order.%' THEN CASE stage WHEN 0 THEN 0 ELSE polls END END
FROM (
  SELECT n, created, order_id, shop_id, polls, seq, type, stage, at, cause,
         CASE WHEN type LIKE 'case.%' THEN jsonb_build_object(
           'caseId', case_id, 'reason', reason, 'subject', 'order:' || order_id, 'orderId', order_id, 'shopId', shop_id,
           'amount', amount, 'currency', 'KZT', 'occurredAt', at, 'cause', cause)
         ELSE jsonb_strip_nulls(jsonb_build_object(
           'orderId', order_id, 'shopId', shop_id, 'orderNumber', 'SEED-' || lpad(n::text, 9, '0'), 'state', event->>1,
           'amount', amount, 'currency', 'KZT', 'captured', (amount * (event->>2)::numeric)::bigint,
           'refunded', (amount * (event->>3)::numeric)::bigint, 'gatewayOrderId', bank_id,
           'bankTime', CASE stage WHEN 0 THEN created WHEN 1 THEN bank_time - interval '30 seconds' ELSE at - delay END,
           'occurredAt', at, 'cause', cause)) END AS data
  FROM lives
  CROSS JOIN LATERAL jsonb_array_elements(events) WITH ORDINALITY AS listed (event, seq)
  CROSS JOIN LATERAL (SELECT event->>0 AS type, (event->>4)::int AS stage) AS what
  CROSS JOIN LATERAL (
    SELECT least($9::timestamptz, CASE stage WHEN 0 THEN created + interval '400 milliseconds' WHEN 1 THEN bank_time - interval '25 seconds'
                                WHEN 2 THEN bank_time + delay WHEN 3 THEN bank_time + delay + interval '20 hours'
                                ELSE greatest(opened, bank_time + delay) END) AS at,
           CASE stage WHEN 0 THEN 'shop' WHEN 2 THEN 'return' ELSE 'schedule' END AS cause) AS found
  ORDER BY n, seq) AS events
