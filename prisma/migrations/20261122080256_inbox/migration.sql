-- CreateTable
CREATE TABLE "inbox_request" (
    "id" SERIAL NOT NULL,
    "workspace_id" INTEGER NOT NULL,
    "dedupe_key" TEXT NOT NULL,
    "natural_key" TEXT,
    "kind" TEXT NOT NULL,
    "body" JSONB,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "leased_until" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "last_error" TEXT,

    CONSTRAINT "inbox_request_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "inbox_step" (
    "workspace_id" INTEGER NOT NULL,
    "request_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "result" JSONB NOT NULL,

    CONSTRAINT "inbox_step_pkey" PRIMARY KEY ("workspace_id","request_id","name")
);

-- CreateIndex
CREATE INDEX "inbox_request_done_at_leased_until_idx" ON "inbox_request"("done_at", "leased_until");

-- CreateIndex
CREATE UNIQUE INDEX "inbox_request_workspace_id_dedupe_key_key" ON "inbox_request"("workspace_id", "dedupe_key");

-- CreateIndex
CREATE UNIQUE INDEX "inbox_request_workspace_id_natural_key_key" ON "inbox_request"("workspace_id", "natural_key");

-- AddForeignKey
ALTER TABLE "inbox_request" ADD CONSTRAINT "inbox_request_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inbox_step" ADD CONSTRAINT "inbox_step_workspace_id_request_id_fkey" FOREIGN KEY ("workspace_id", "request_id") REFERENCES "inbox_request"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
