-- Whose invoices name a project: who may see a client is asked with every answer to a member.
CREATE INDEX "invoice_project" ON "invoice" ("workspace_id", "project_id", "client_id") WHERE "project_id" IS NOT NULL;
