-- AlterTable
ALTER TABLE "audit_entry" ADD COLUMN     "request_id" INTEGER;

-- AlterTable
ALTER TABLE "outbox_message" ADD COLUMN     "taken_by" TEXT;
