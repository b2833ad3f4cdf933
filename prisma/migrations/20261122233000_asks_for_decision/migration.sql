-- The few messages that ask managers for a decision, looked at whenever money came in.
CREATE INDEX "outbox_message_asks_decision" ON "outbox_message" ("workspace_id", "created_at")
  WHERE "kind" IN ('escalation_list', 'escalation_requested') AND "updates_id" IS NULL;
