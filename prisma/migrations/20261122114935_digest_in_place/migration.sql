-- AlterTable
ALTER TABLE "workspace" ADD COLUMN     "tables_refused_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "digest_deed_workspace_id_client_id_idx" ON "digest_deed"("workspace_id", "client_id");
