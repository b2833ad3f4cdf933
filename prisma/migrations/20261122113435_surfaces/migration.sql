-- AlterTable
ALTER TABLE "channel" ADD COLUMN     "amounts_shown" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "locale" TEXT,
ADD COLUMN     "minimum_amount" BIGINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "person" ADD COLUMN     "away_from" DATE,
ADD COLUMN     "away_until" DATE,
ADD COLUMN     "notify" TEXT NOT NULL DEFAULT 'at_once',
ADD COLUMN     "works_from" TEXT,
ADD COLUMN     "works_until" TEXT,
ADD COLUMN     "works_weekdays" INTEGER[] DEFAULT ARRAY[]::INTEGER[];

-- AlterTable
ALTER TABLE "workspace" ADD COLUMN     "setup" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "works_from" TEXT NOT NULL DEFAULT '08:00',
ADD COLUMN     "works_until" TEXT NOT NULL DEFAULT '18:00';

-- CreateTable
CREATE TABLE "client_snooze" (
    "id" SERIAL NOT NULL,
    "workspace_id" INTEGER NOT NULL,
    "client_id" INTEGER NOT NULL,
    "until" DATE NOT NULL,
    "note" TEXT,
    "by_id" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retracted_at" TIMESTAMPTZ(3),

    CONSTRAINT "client_snooze_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "digest_deed" (
    "id" SERIAL NOT NULL,
    "workspace_id" INTEGER NOT NULL,
    "digest_id" INTEGER NOT NULL,
    "client_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "facts" JSONB NOT NULL DEFAULT '{}',
    "by_id" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retracted_at" TIMESTAMPTZ(3),

    CONSTRAINT "digest_deed_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateIndex
CREATE INDEX "client_snooze_workspace_id_client_id_idx" ON "client_snooze"("workspace_id", "client_id");

-- CreateIndex
CREATE INDEX "digest_deed_workspace_id_digest_id_idx" ON "digest_deed"("workspace_id", "digest_id");

-- AddForeignKey
ALTER TABLE "client_snooze" ADD CONSTRAINT "client_snooze_workspace_id_client_id_fkey" FOREIGN KEY ("workspace_id", "client_id") REFERENCES "client"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "client_snooze" ADD CONSTRAINT "client_snooze_workspace_id_by_id_fkey" FOREIGN KEY ("workspace_id", "by_id") REFERENCES "person"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "digest_deed" ADD CONSTRAINT "digest_deed_workspace_id_digest_id_fkey" FOREIGN KEY ("workspace_id", "digest_id") REFERENCES "outbox_message"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "digest_deed" ADD CONSTRAINT "digest_deed_workspace_id_client_id_fkey" FOREIGN KEY ("workspace_id", "client_id") REFERENCES "client"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "digest_deed" ADD CONSTRAINT "digest_deed_workspace_id_by_id_fkey" FOREIGN KEY ("workspace_id", "by_id") REFERENCES "person"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
