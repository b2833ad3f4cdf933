-- AlterTable
ALTER TABLE "promise_to_pay" ADD COLUMN     "received_spare" BIGINT NOT NULL DEFAULT 0;

-- What was worked out anew for each figure until now, for the promises that it matters to: received beyond the money
-- of their invoices that earlier promises left. The next valuation writes it exactly.
WITH q AS (
  SELECT p.workspace_id, p.id, p.client_id, p.currency, p.given_on, p.promised_date, p.received, sum(coalesce((
    SELECT sum(a.amount) FROM allocation a
    JOIN payment pay ON pay.workspace_id = a.workspace_id AND pay.id = a.payment_id
    WHERE a.workspace_id = l.workspace_id AND a.invoice_id = l.invoice_id AND pay.currency = p.currency
      AND pay.value_date >= p.given_on AND pay.id > coalesce(p.payment_mark, 0)), 0)) AS came
  FROM promise_to_pay p
  JOIN promise_line l ON l.workspace_id = p.workspace_id AND l.promise_id = p.id AND l.superseded_by_id IS NULL
  WHERE p.state = 'open' AND p.received > 0
  GROUP BY p.workspace_id, p.id, p.client_id, p.currency, p.given_on, p.promised_date, p.received
)
UPDATE promise_to_pay p
SET received_spare = greatest(0, q.received - greatest(0, q.came - (
  SELECT coalesce(sum(o.received), 0)
  FROM promise_to_pay o
  WHERE o.workspace_id = q.workspace_id AND o.client_id = q.client_id AND o.currency = q.currency
    AND o.state NOT IN ('superseded', 'withdrawn')
    AND (o.promised_date, o.given_on, o.id) < (q.promised_date, q.given_on, q.id)
    AND EXISTS (
      SELECT 1 FROM promise_line x
      JOIN promise_line y ON y.workspace_id = x.workspace_id AND y.invoice_id = x.invoice_id
        AND y.promise_id = q.id AND y.superseded_by_id IS NULL
      WHERE x.workspace_id = o.workspace_id AND x.promise_id = o.id AND x.superseded_by_id IS NULL))))::bigint
FROM q
WHERE p.workspace_id = q.workspace_id AND p.id = q.id;
