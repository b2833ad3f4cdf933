-- AlterEnum
ALTER TYPE "outbox_state" ADD VALUE 'withheld';

-- AlterTable
ALTER TABLE "outbox_message" ADD COLUMN     "batch_id" INTEGER,
ADD COLUMN     "held_until" TIMESTAMPTZ(3);

-- AddForeignKey
ALTER TABLE "outbox_message" ADD CONSTRAINT "outbox_message_workspace_id_batch_id_fkey" FOREIGN KEY ("workspace_id", "batch_id") REFERENCES "outbox_message"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- CreateIndex
CREATE INDEX "outbox_message_batch" ON "outbox_message" ("workspace_id", "batch_id") WHERE "batch_id" IS NOT NULL;
