-- What a morning asks for, of books in which most invoices are paid and most promises have ended. Partial and
-- expression indexes cannot be written in schema.prisma; Prisma's diff does not see them.

-- Open invoices by due date, answered from the index alone (aging, overdue, to collect).
CREATE INDEX "invoice_open_due" ON "invoice" ("workspace_id", "due_date")
  INCLUDE ("project_id", "client_id", "open", "currency", "id", "issue_date") WHERE "open" > 0;

-- What was applied after a day: nothing, for today's figures; for earlier ones what they have to forget.
CREATE INDEX "allocation_workspace_id_effective_on_idx" ON "allocation" ("workspace_id", "effective_on");

-- Promises that wait, by deadline, and those that were not kept.
CREATE INDEX "promise_to_pay_open_deadline" ON "promise_to_pay" ("workspace_id", "deadline") WHERE "state" = 'open';
CREATE INDEX "promise_to_pay_not_kept" ON "promise_to_pay" ("workspace_id", "deadline")
  WHERE "state" IN ('broken', 'partially_kept');

-- The last digest of a channel (slot: "C123:2026-11-23").
CREATE INDEX "job_run_digest_channel" ON "job_run" ("workspace_id", (split_part("slot", ':', 1)), "as_of" DESC)
  WHERE "job" = 'digest';

-- The last run of the other jobs, past thousands of digests.
CREATE INDEX "job_run_checks" ON "job_run" ("workspace_id", "job", "id") WHERE "job" <> 'digest';

-- Whether a conversation was corrected by another: hardly any was.
CREATE INDEX "conversation_corrections" ON "conversation" ("workspace_id", "corrects_id") WHERE "corrects_id" IS NOT NULL;
-- A message's rewritings and its thread (takeDue looks for both).
CREATE INDEX "outbox_message_updates" ON "outbox_message" ("workspace_id", "updates_id") WHERE "updates_id" IS NOT NULL;
CREATE INDEX "outbox_message_thread" ON "outbox_message" ("workspace_id", "thread_of_id") WHERE "thread_of_id" IS NOT NULL;

-- Money that counts from a day, recorded before it or after.
CREATE INDEX "payment_value_date" ON "payment" ("workspace_id", "value_date") WHERE "amount" > 0;

-- Who was told of a promise (dedupe_key: "promise-broken:17:2026-11-30", then ":5" for whom it went to next).
CREATE INDEX "outbox_message_about_promise" ON "outbox_message"
  ("workspace_id", (split_part("dedupe_key", ':', 2)), (split_part("dedupe_key", ':', 3)))
  WHERE "kind" IN ('promise_broken', 'promise_due') AND "updates_id" IS NULL;
