-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "role" AS ENUM ('member', 'finance', 'manager');

-- CreateEnum
CREATE TYPE "promise_state" AS ENUM ('open', 'kept', 'partially_kept', 'broken', 'superseded', 'withdrawn');

-- CreateEnum
CREATE TYPE "outbox_state" AS ENUM ('pending', 'sending', 'sent', 'unknown', 'failed', 'cancelled');

-- CreateTable
CREATE TABLE "workspace" (
    "id" SERIAL NOT NULL,
    "slack_team_id" TEXT,
    "name" TEXT NOT NULL,
    "timezone" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "country" TEXT,
    "policy" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workspace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" SERIAL NOT NULL,
    "workspace_id" INTEGER NOT NULL,
    "slack_user_id" TEXT,
    "email" TEXT,
    "name" TEXT NOT NULL,
    "timezone" TEXT,
    "locale" TEXT,
    "role" "role",
    "slack_admin" BOOLEAN NOT NULL DEFAULT false,
    "guest" BOOLEAN NOT NULL DEFAULT false,
    "bot" BOOLEAN NOT NULL DEFAULT false,
    "deactivated" BOOLEAN NOT NULL DEFAULT false,
    "refreshed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "client" (
    "id" SERIAL NOT NULL,
    "workspace_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "external_id" TEXT,
    "owner_id" INTEGER,
    "backup_id" INTEGER,
    "project_id" INTEGER,
    "policy" JSONB NOT NULL DEFAULT '{}',
    "removed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "client_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "client_alias" (
    "id" SERIAL NOT NULL,
    "workspace_id" INTEGER NOT NULL,
    "client_id" INTEGER NOT NULL,
    "alias" TEXT NOT NULL,
    "alias_key" TEXT NOT NULL,

    CONSTRAINT "client_alias_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "contact" (
    "id" SERIAL NOT NULL,
    "workspace_id" INTEGER NOT NULL,
    "client_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "phone" TEXT,
    "position" TEXT,

    CONSTRAINT "contact_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "channel" (
    "id" SERIAL NOT NULL,
    "workspace_id" INTEGER NOT NULL,
    "slack_channel_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "is_private" BOOLEAN NOT NULL DEFAULT false,
    "is_shared" BOOLEAN NOT NULL DEFAULT false,
    "archived" BOOLEAN NOT NULL DEFAULT false,
    "digest_time" TEXT NOT NULL DEFAULT '09:00',
    "digest_weekdays" INTEGER[] DEFAULT ARRAY[1, 2, 3, 4, 5]::INTEGER[],
    "digest_enabled" BOOLEAN NOT NULL DEFAULT true,
    "digest_quiet_line" BOOLEAN NOT NULL DEFAULT true,
    "timezone" TEXT,
    "country" TEXT,
    "set_up_by_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "channel_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "project" (
    "id" SERIAL NOT NULL,
    "workspace_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "channel_id" INTEGER,
    "owner_id" INTEGER,
    "backup_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "project_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "invoice" (
    "id" SERIAL NOT NULL,
    "workspace_id" INTEGER NOT NULL,
    "client_id" INTEGER NOT NULL,
    "project_id" INTEGER,
    "number" TEXT NOT NULL,
    "number_key" TEXT NOT NULL,
    "issue_date" DATE NOT NULL,
    "due_date" DATE NOT NULL,
    "currency" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "open" BIGINT NOT NULL,
    "reported_paid" BIGINT NOT NULL DEFAULT 0,
    "reported_settled_on" DATE,
    "source" TEXT NOT NULL,
    "external_id" TEXT,
    "link" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "invoice_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "payment" (
    "id" SERIAL NOT NULL,
    "workspace_id" INTEGER NOT NULL,
    "client_id" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "value_date" DATE NOT NULL,
    "reference" TEXT,
    "named_invoices" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "source" TEXT NOT NULL,
    "external_id" TEXT,
    "recorded_by_id" INTEGER,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "payment_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "payment_reversal" (
    "id" SERIAL NOT NULL,
    "workspace_id" INTEGER NOT NULL,
    "payment_id" INTEGER NOT NULL,
    "reversed_on" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "recorded_by_id" INTEGER,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "payment_reversal_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "credit_note" (
    "id" SERIAL NOT NULL,
    "workspace_id" INTEGER NOT NULL,
    "client_id" INTEGER NOT NULL,
    "number" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "issued_on" DATE NOT NULL,
    "source" TEXT NOT NULL,
    "external_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "credit_note_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "allocation" (
    "id" SERIAL NOT NULL,
    "workspace_id" INTEGER NOT NULL,
    "invoice_id" INTEGER NOT NULL,
    "payment_id" INTEGER,
    "credit_note_id" INTEGER,
    "amount" BIGINT NOT NULL,
    "effective_on" DATE NOT NULL,
    "rule" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "allocation_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "conversation" (
    "id" SERIAL NOT NULL,
    "workspace_id" INTEGER NOT NULL,
    "client_id" INTEGER NOT NULL,
    "contact_id" INTEGER,
    "medium" TEXT NOT NULL,
    "direction" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "note" TEXT,
    "typed" TEXT,
    "permalink" TEXT,
    "happened_on" DATE NOT NULL,
    "slack_channel_id" TEXT,
    "logged_by_id" INTEGER,
    "logged_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "corrects_id" INTEGER,

    CONSTRAINT "conversation_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "conversation_invoice" (
    "workspace_id" INTEGER NOT NULL,
    "conversation_id" INTEGER NOT NULL,
    "invoice_id" INTEGER NOT NULL,

    CONSTRAINT "conversation_invoice_pkey" PRIMARY KEY ("workspace_id","conversation_id","invoice_id")
);

-- CreateTable
CREATE TABLE "conversation_retraction" (
    "workspace_id" INTEGER NOT NULL,
    "conversation_id" INTEGER NOT NULL,
    "by_id" INTEGER,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "conversation_retraction_pkey" PRIMARY KEY ("workspace_id","conversation_id")
);

-- CreateTable
CREATE TABLE "promise_to_pay" (
    "id" SERIAL NOT NULL,
    "workspace_id" INTEGER NOT NULL,
    "client_id" INTEGER NOT NULL,
    "conversation_id" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "promised_date" DATE NOT NULL,
    "given_on" DATE NOT NULL,
    "contact_id" INTEGER,
    "taken_by_id" INTEGER,
    "final_date" BOOLEAN NOT NULL DEFAULT false,
    "deadline" DATE NOT NULL,
    "level" INTEGER NOT NULL,
    "first_promised_date" DATE NOT NULL,
    "payment_mark" INTEGER,
    "threshold_percent" INTEGER NOT NULL DEFAULT 100,
    "state" "promise_state" NOT NULL DEFAULT 'open',
    "received" BIGINT NOT NULL DEFAULT 0,
    "verifying_since" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "promise_to_pay_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "promise_line" (
    "id" SERIAL NOT NULL,
    "workspace_id" INTEGER NOT NULL,
    "promise_id" INTEGER NOT NULL,
    "invoice_id" INTEGER NOT NULL,
    "amount" BIGINT NOT NULL,
    "level" INTEGER NOT NULL,
    "superseded_by_id" INTEGER,

    CONSTRAINT "promise_line_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "promise_event" (
    "id" SERIAL NOT NULL,
    "workspace_id" INTEGER NOT NULL,
    "promise_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "effective_on" DATE NOT NULL,
    "rule" TEXT,
    "inputs" JSONB NOT NULL DEFAULT '{}',
    "by_id" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "promise_event_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "dispute" (
    "id" SERIAL NOT NULL,
    "workspace_id" INTEGER NOT NULL,
    "client_id" INTEGER NOT NULL,
    "invoice_id" INTEGER NOT NULL,
    "amount" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "note" TEXT,
    "opened_on" DATE NOT NULL,
    "revisit_on" DATE,
    "resolved_on" DATE,
    "conversation_id" INTEGER,
    "opened_by_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "dispute_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "escalation_decision" (
    "id" SERIAL NOT NULL,
    "workspace_id" INTEGER NOT NULL,
    "client_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "until" DATE,
    "note" TEXT,
    "reasons" JSONB NOT NULL DEFAULT '[]',
    "by_id" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retracted_at" TIMESTAMPTZ(3),

    CONSTRAINT "escalation_decision_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "import_run" (
    "id" SERIAL NOT NULL,
    "workspace_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "by_id" INTEGER,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "counts" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "import_run_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "job_run" (
    "id" SERIAL NOT NULL,
    "workspace_id" INTEGER NOT NULL,
    "job" TEXT NOT NULL,
    "slot" TEXT NOT NULL,
    "as_of" DATE NOT NULL,
    "claimed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "summary" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "job_run_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "outbox_message" (
    "id" SERIAL NOT NULL,
    "workspace_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "dedupe_key" TEXT NOT NULL,
    "slack_channel_id" TEXT,
    "person_id" INTEGER,
    "thread_of_id" INTEGER,
    "updates_id" INTEGER,
    "facts" JSONB NOT NULL,
    "state" "outbox_state" NOT NULL DEFAULT 'pending',
    "not_before" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,
    "sent_channel_id" TEXT,
    "sent_ts" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_message_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" SERIAL NOT NULL,
    "workspace_id" INTEGER NOT NULL,
    "actor_id" INTEGER,
    "kind" TEXT NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" INTEGER,
    "client_id" INTEGER,
    "rule" TEXT,
    "inputs" JSONB NOT NULL DEFAULT '{}',
    "undoes_id" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "workspace_slack_team_id_key" ON "workspace"("slack_team_id");

-- CreateIndex
CREATE UNIQUE INDEX "person_workspace_id_slack_user_id_key" ON "person"("workspace_id", "slack_user_id");

-- CreateIndex
CREATE UNIQUE INDEX "person_workspace_id_email_key" ON "person"("workspace_id", "email");

-- CreateIndex
CREATE UNIQUE INDEX "client_workspace_id_name_key_key" ON "client"("workspace_id", "name_key");

-- CreateIndex
CREATE UNIQUE INDEX "client_alias_workspace_id_alias_key_key" ON "client_alias"("workspace_id", "alias_key");

-- CreateIndex
CREATE UNIQUE INDEX "contact_workspace_id_client_id_name_key" ON "contact"("workspace_id", "client_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "channel_workspace_id_slack_channel_id_key" ON "channel"("workspace_id", "slack_channel_id");

-- CreateIndex
CREATE UNIQUE INDEX "project_workspace_id_name_key_key" ON "project"("workspace_id", "name_key");

-- CreateIndex
CREATE INDEX "invoice_workspace_id_client_id_due_date_idx" ON "invoice"("workspace_id", "client_id", "due_date");

-- CreateIndex
CREATE UNIQUE INDEX "invoice_workspace_id_number_key_key" ON "invoice"("workspace_id", "number_key");

-- CreateIndex
CREATE INDEX "payment_workspace_id_client_id_value_date_idx" ON "payment"("workspace_id", "client_id", "value_date");

-- CreateIndex
CREATE INDEX "payment_workspace_id_recorded_at_idx" ON "payment"("workspace_id", "recorded_at");

-- CreateIndex
CREATE UNIQUE INDEX "payment_workspace_id_source_external_id_key" ON "payment"("workspace_id", "source", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_reversal_workspace_id_payment_id_key" ON "payment_reversal"("workspace_id", "payment_id");

-- CreateIndex
CREATE UNIQUE INDEX "credit_note_workspace_id_source_external_id_key" ON "credit_note"("workspace_id", "source", "external_id");

-- CreateIndex
CREATE INDEX "allocation_workspace_id_invoice_id_idx" ON "allocation"("workspace_id", "invoice_id");

-- CreateIndex
CREATE INDEX "allocation_workspace_id_payment_id_idx" ON "allocation"("workspace_id", "payment_id");

-- CreateIndex
CREATE INDEX "conversation_workspace_id_client_id_happened_on_idx" ON "conversation"("workspace_id", "client_id", "happened_on");

-- CreateIndex
CREATE INDEX "promise_to_pay_workspace_id_client_id_state_idx" ON "promise_to_pay"("workspace_id", "client_id", "state");

-- CreateIndex
CREATE INDEX "promise_to_pay_workspace_id_deadline_idx" ON "promise_to_pay"("workspace_id", "deadline");

-- CreateIndex
CREATE INDEX "promise_line_workspace_id_invoice_id_idx" ON "promise_line"("workspace_id", "invoice_id");

-- CreateIndex
CREATE UNIQUE INDEX "promise_line_workspace_id_promise_id_invoice_id_key" ON "promise_line"("workspace_id", "promise_id", "invoice_id");

-- CreateIndex
CREATE INDEX "promise_event_workspace_id_promise_id_idx" ON "promise_event"("workspace_id", "promise_id");

-- CreateIndex
CREATE INDEX "promise_event_workspace_id_at_idx" ON "promise_event"("workspace_id", "at");

-- CreateIndex
CREATE INDEX "dispute_workspace_id_invoice_id_idx" ON "dispute"("workspace_id", "invoice_id");

-- CreateIndex
CREATE INDEX "escalation_decision_workspace_id_client_id_idx" ON "escalation_decision"("workspace_id", "client_id");

-- CreateIndex
CREATE INDEX "import_run_workspace_id_finished_at_idx" ON "import_run"("workspace_id", "finished_at");

-- CreateIndex
CREATE UNIQUE INDEX "job_run_workspace_id_job_slot_key" ON "job_run"("workspace_id", "job", "slot");

-- CreateIndex
CREATE INDEX "outbox_message_state_not_before_idx" ON "outbox_message"("state", "not_before");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_message_workspace_id_dedupe_key_key" ON "outbox_message"("workspace_id", "dedupe_key");

-- CreateIndex
CREATE INDEX "audit_entry_workspace_id_actor_id_at_idx" ON "audit_entry"("workspace_id", "actor_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "audit_entry_workspace_id_undoes_id_key" ON "audit_entry"("workspace_id", "undoes_id");

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "client" ADD CONSTRAINT "client_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "client" ADD CONSTRAINT "client_workspace_id_owner_id_fkey" FOREIGN KEY ("workspace_id", "owner_id") REFERENCES "person"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "client" ADD CONSTRAINT "client_workspace_id_backup_id_fkey" FOREIGN KEY ("workspace_id", "backup_id") REFERENCES "person"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "client" ADD CONSTRAINT "client_workspace_id_project_id_fkey" FOREIGN KEY ("workspace_id", "project_id") REFERENCES "project"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "client_alias" ADD CONSTRAINT "client_alias_workspace_id_client_id_fkey" FOREIGN KEY ("workspace_id", "client_id") REFERENCES "client"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact" ADD CONSTRAINT "contact_workspace_id_client_id_fkey" FOREIGN KEY ("workspace_id", "client_id") REFERENCES "client"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channel" ADD CONSTRAINT "channel_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channel" ADD CONSTRAINT "channel_workspace_id_set_up_by_id_fkey" FOREIGN KEY ("workspace_id", "set_up_by_id") REFERENCES "person"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "project" ADD CONSTRAINT "project_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "project" ADD CONSTRAINT "project_workspace_id_channel_id_fkey" FOREIGN KEY ("workspace_id", "channel_id") REFERENCES "channel"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "project" ADD CONSTRAINT "project_workspace_id_owner_id_fkey" FOREIGN KEY ("workspace_id", "owner_id") REFERENCES "person"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "project" ADD CONSTRAINT "project_workspace_id_backup_id_fkey" FOREIGN KEY ("workspace_id", "backup_id") REFERENCES "person"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_workspace_id_client_id_fkey" FOREIGN KEY ("workspace_id", "client_id") REFERENCES "client"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_workspace_id_project_id_fkey" FOREIGN KEY ("workspace_id", "project_id") REFERENCES "project"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_workspace_id_client_id_fkey" FOREIGN KEY ("workspace_id", "client_id") REFERENCES "client"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_workspace_id_recorded_by_id_fkey" FOREIGN KEY ("workspace_id", "recorded_by_id") REFERENCES "person"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_reversal" ADD CONSTRAINT "payment_reversal_workspace_id_payment_id_fkey" FOREIGN KEY ("workspace_id", "payment_id") REFERENCES "payment"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_reversal" ADD CONSTRAINT "payment_reversal_workspace_id_recorded_by_id_fkey" FOREIGN KEY ("workspace_id", "recorded_by_id") REFERENCES "person"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credit_note" ADD CONSTRAINT "credit_note_workspace_id_client_id_fkey" FOREIGN KEY ("workspace_id", "client_id") REFERENCES "client"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_workspace_id_invoice_id_fkey" FOREIGN KEY ("workspace_id", "invoice_id") REFERENCES "invoice"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_workspace_id_payment_id_fkey" FOREIGN KEY ("workspace_id", "payment_id") REFERENCES "payment"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_workspace_id_credit_note_id_fkey" FOREIGN KEY ("workspace_id", "credit_note_id") REFERENCES "credit_note"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_workspace_id_client_id_fkey" FOREIGN KEY ("workspace_id", "client_id") REFERENCES "client"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contact"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_workspace_id_logged_by_id_fkey" FOREIGN KEY ("workspace_id", "logged_by_id") REFERENCES "person"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_workspace_id_corrects_id_fkey" FOREIGN KEY ("workspace_id", "corrects_id") REFERENCES "conversation"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversation_invoice" ADD CONSTRAINT "conversation_invoice_workspace_id_conversation_id_fkey" FOREIGN KEY ("workspace_id", "conversation_id") REFERENCES "conversation"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversation_invoice" ADD CONSTRAINT "conversation_invoice_workspace_id_invoice_id_fkey" FOREIGN KEY ("workspace_id", "invoice_id") REFERENCES "invoice"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversation_retraction" ADD CONSTRAINT "conversation_retraction_workspace_id_conversation_id_fkey" FOREIGN KEY ("workspace_id", "conversation_id") REFERENCES "conversation"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversation_retraction" ADD CONSTRAINT "conversation_retraction_workspace_id_by_id_fkey" FOREIGN KEY ("workspace_id", "by_id") REFERENCES "person"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "promise_to_pay" ADD CONSTRAINT "promise_to_pay_workspace_id_client_id_fkey" FOREIGN KEY ("workspace_id", "client_id") REFERENCES "client"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "promise_to_pay" ADD CONSTRAINT "promise_to_pay_workspace_id_conversation_id_fkey" FOREIGN KEY ("workspace_id", "conversation_id") REFERENCES "conversation"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "promise_to_pay" ADD CONSTRAINT "promise_to_pay_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contact"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "promise_to_pay" ADD CONSTRAINT "promise_to_pay_workspace_id_taken_by_id_fkey" FOREIGN KEY ("workspace_id", "taken_by_id") REFERENCES "person"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "promise_line" ADD CONSTRAINT "promise_line_workspace_id_promise_id_fkey" FOREIGN KEY ("workspace_id", "promise_id") REFERENCES "promise_to_pay"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "promise_line" ADD CONSTRAINT "promise_line_workspace_id_invoice_id_fkey" FOREIGN KEY ("workspace_id", "invoice_id") REFERENCES "invoice"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "promise_line" ADD CONSTRAINT "promise_line_workspace_id_superseded_by_id_fkey" FOREIGN KEY ("workspace_id", "superseded_by_id") REFERENCES "promise_to_pay"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "promise_event" ADD CONSTRAINT "promise_event_workspace_id_promise_id_fkey" FOREIGN KEY ("workspace_id", "promise_id") REFERENCES "promise_to_pay"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "promise_event" ADD CONSTRAINT "promise_event_workspace_id_by_id_fkey" FOREIGN KEY ("workspace_id", "by_id") REFERENCES "person"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dispute" ADD CONSTRAINT "dispute_workspace_id_client_id_fkey" FOREIGN KEY ("workspace_id", "client_id") REFERENCES "client"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dispute" ADD CONSTRAINT "dispute_workspace_id_invoice_id_fkey" FOREIGN KEY ("workspace_id", "invoice_id") REFERENCES "invoice"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dispute" ADD CONSTRAINT "dispute_workspace_id_conversation_id_fkey" FOREIGN KEY ("workspace_id", "conversation_id") REFERENCES "conversation"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dispute" ADD CONSTRAINT "dispute_workspace_id_opened_by_id_fkey" FOREIGN KEY ("workspace_id", "opened_by_id") REFERENCES "person"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "escalation_decision" ADD CONSTRAINT "escalation_decision_workspace_id_client_id_fkey" FOREIGN KEY ("workspace_id", "client_id") REFERENCES "client"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "escalation_decision" ADD CONSTRAINT "escalation_decision_workspace_id_by_id_fkey" FOREIGN KEY ("workspace_id", "by_id") REFERENCES "person"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_run" ADD CONSTRAINT "import_run_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_run" ADD CONSTRAINT "import_run_workspace_id_by_id_fkey" FOREIGN KEY ("workspace_id", "by_id") REFERENCES "person"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "job_run" ADD CONSTRAINT "job_run_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbox_message" ADD CONSTRAINT "outbox_message_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbox_message" ADD CONSTRAINT "outbox_message_workspace_id_person_id_fkey" FOREIGN KEY ("workspace_id", "person_id") REFERENCES "person"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbox_message" ADD CONSTRAINT "outbox_message_workspace_id_thread_of_id_fkey" FOREIGN KEY ("workspace_id", "thread_of_id") REFERENCES "outbox_message"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbox_message" ADD CONSTRAINT "outbox_message_workspace_id_updates_id_fkey" FOREIGN KEY ("workspace_id", "updates_id") REFERENCES "outbox_message"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_workspace_id_actor_id_fkey" FOREIGN KEY ("workspace_id", "actor_id") REFERENCES "person"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_workspace_id_client_id_fkey" FOREIGN KEY ("workspace_id", "client_id") REFERENCES "client"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_workspace_id_undoes_id_fkey" FOREIGN KEY ("workspace_id", "undoes_id") REFERENCES "audit_entry"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema cannot say ------------------------------------------------------------------------

-- Money applied to an invoice comes from exactly one place.
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_one_source" CHECK (("payment_id" IS NULL) <> ("credit_note_id" IS NULL));
ALTER TABLE "payment" ADD CONSTRAINT "payment_amount_positive" CHECK ("amount" > 0);
ALTER TABLE "credit_note" ADD CONSTRAINT "credit_note_amount_positive" CHECK ("amount" > 0);
ALTER TABLE "promise_to_pay" ADD CONSTRAINT "promise_amount_positive" CHECK ("amount" > 0);
ALTER TABLE "dispute" ADD CONSTRAINT "dispute_amount_positive" CHECK ("amount" > 0);
-- A message goes to a channel or to a person.
ALTER TABLE "outbox_message" ADD CONSTRAINT "outbox_one_target" CHECK (("slack_channel_id" IS NULL) <> ("person_id" IS NULL));

-- Nothing that was said or done is overwritten: these tables take new rows only.
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: corrections are new rows', TG_TABLE_NAME;
END $$;
CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE ON "conversation" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE ON "conversation_retraction" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE ON "promise_event" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE ON "allocation" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE ON "payment_reversal" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE ON "audit_entry" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
