-- AlterTable
ALTER TABLE "outbox_message" ADD COLUMN     "doubt_since" TIMESTAMPTZ(3),
ADD COLUMN     "doubts" INTEGER NOT NULL DEFAULT 0;
