-- Open invoices by client, answered from the index alone. By due date (invoice_open_due) a statement about some clients
-- had to go through all that is open: a morning of large books asks share by share, and every typed line about one client.
CREATE INDEX "invoice_open_client" ON "invoice" ("workspace_id", "client_id", "due_date")
  INCLUDE ("project_id", "open", "currency", "id", "issue_date") WHERE "open" > 0;
DROP INDEX "invoice_open_due";
