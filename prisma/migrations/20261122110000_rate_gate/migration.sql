-- CreateTable
CREATE TABLE "rate_gate" (
    "id" SERIAL NOT NULL,
    "workspace_id" INTEGER NOT NULL,
    "method" TEXT NOT NULL,
    "slack_channel_id" TEXT,
    "blocked_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rate_gate_pkey" PRIMARY KEY ("workspace_id","id")
);

-- AddForeignKey
ALTER TABLE "rate_gate" ADD CONSTRAINT "rate_gate_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- One gate a method and channel, or a method. An expression, because PostgreSQL 14 holds no two nulls for the same.
CREATE UNIQUE INDEX "rate_gate_method_channel" ON "rate_gate" ("workspace_id", "method", (coalesce("slack_channel_id", '')));
